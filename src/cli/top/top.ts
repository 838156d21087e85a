import { Command, InvalidArgumentError } from 'commander';
import type { Environment } from '../../config/index.js';
import { FAILED } from '../exit-codes.js';
import { ownUrl } from '../own-url.js';
import { askFigures, type Told } from './figures.js';
import { COLOURS, PLAIN } from './paint.js';
import { picture } from './picture.js';
import { RateHistory, type Rates } from './rates.js';
import { Screen } from './screen.js';

interface Options {
  readonly config?: string;
  readonly url?: string;
  readonly interval: number;
  readonly once?: true;
}

const NARROWEST = 60;
const PIPE_WIDTH = 160;

/** `olla top`: the fleet and its traffic in a terminal, live; one plain picture where there is no terminal. */
export function topCommand(env: Environment): Command {
  return new Command('top')
    .description('show the fleet and its traffic, live')
    .option('-c, --config <file>', 'configuration file, to find host and port')
    .option('--url <url>', 'address of the Olla to show instead')
    .option('--interval <seconds>', 'how often to look', seconds, 1)
    .option('--once', 'print one picture and end')
    .action(async ({ config = '', url, interval, once }: Options) => {
      const at = url?.replace(/\/+$/, '') ?? (await ownUrl(config, env));
      if (once || !process.stdout.isTTY) await printOnce(at, interval);
      else await new Top(at, interval, env).run();
    });
}

/** Two looks, so that there are rates. */
async function printOnce(url: string, interval: number): Promise<void> {
  const rates = new RateHistory();
  try {
    rates.add(await askFigures(url), performance.now());
    await new Promise((resolve) => setTimeout(resolve, interval * 1_000));
    const told = await askFigures(url);
    const now = rates.add(told, performance.now());
    const lines = picture({
      url,
      told,
      rates: now,
      history: rates.history,
      width: PIPE_WIDTH,
      height: 0,
      paint: PLAIN,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${url} does not answer: ${reasonOf(error)}\n`);
    process.exitCode = FAILED;
  }
}

class Top {
  readonly #rates = new RateHistory();
  readonly #paint;
  readonly #screen: Screen;
  #timer: NodeJS.Timeout | undefined;
  #end: (() => void) | undefined;
  #last: { readonly told: Told; readonly rates: Rates } | undefined;

  constructor(
    private readonly url: string,
    private readonly interval: number,
    env: Environment,
  ) {
    this.#paint = env['NO_COLOR'] ? PLAIN : COLOURS;
    this.#screen = new Screen(process.stdin, process.stdout, (key) => this.#onKey(key));
  }

  run(): Promise<void> {
    process.once('SIGTERM', () => this.#close());
    process.stdout.on('resize', () => this.#draw(''));
    void this.#look();
    return new Promise((resolve) => (this.#end = resolve));
  }

  async #look(): Promise<void> {
    let trouble = '';
    try {
      const told = await askFigures(this.url);
      this.#last = { told, rates: this.#rates.add(told, performance.now()) };
    } catch (error) {
      trouble = `${this.url} does not answer: ${reasonOf(error)}`;
    }
    if (this.#end === undefined) return;
    this.#draw(trouble);
    this.#timer = setTimeout(() => void this.#look(), this.interval * 1_000);
  }

  #draw(trouble: string): void {
    const { columns, rows } = process.stdout;
    const paint = this.#paint;
    const last = trouble ? paint.bad(trouble) : paint.dim('q quits');
    const lines = this.#last
      ? picture({
          url: this.url,
          ...this.#last,
          history: this.#rates.history,
          width: Math.max(columns, NARROWEST),
          height: rows - 2,
          paint,
        })
      : [];
    this.#screen.draw([...lines, '', last]);
  }

  #onKey(key: string): void {
    if (key === 'q' || key === '\u0003' || key === '\u001b') this.#close();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#screen.close();
    const end = this.#end;
    this.#end = undefined;
    end?.();
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0.2 && value <= 3_600))
    throw new InvalidArgumentError('must be between 0.2 and 3600 seconds.');
  return value;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? message;
}
