import type { ReadStream, WriteStream } from 'node:tty';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const TO_END_OF_LINE = '\u001b[K';
const TO_END_OF_SCREEN = '\u001b[J';

/** A terminal that is drawn upon again and again, and is as it was before when that is over. */
export class Screen {
  readonly #raw: boolean;

  /** @param onKey called with each key, Ctrl-C included */
  constructor(
    private readonly input: ReadStream,
    private readonly output: WriteStream,
    onKey: (key: string) => void,
  ) {
    this.#raw = input.isTTY;
    if (this.#raw) {
      input.setRawMode(true);
      input.on('data', (data: Buffer) => onKey(data.toString()));
    }
    output.write(ENTER);
  }

  draw(lines: readonly string[]): void {
    const fitting = lines.slice(0, this.output.rows);
    this.output.write(HOME + fitting.map((line) => line + TO_END_OF_LINE).join('\r\n') + TO_END_OF_SCREEN);
  }

  close(): void {
    if (this.#raw) {
      this.input.setRawMode(false);
      this.input.pause();
    }
    this.output.write(LEAVE);
  }
}
