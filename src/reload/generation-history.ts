import { createHash } from 'node:crypto';
import type { ConfigChange, Generation } from '../config/index.js';

/** How many generations can be gone back to. */
const REMEMBERED = 20;

interface Remembered {
  readonly generation: Generation;
  readonly text: string;
}

/** The configurations that were in force, the present one first. Texts hold secrets: they never leave this process. */
export class GenerationHistory {
  readonly #all: Remembered[] = [];
  #last = 0;

  add(text: string, trigger: string, changes: readonly ConfigChange[]): Generation {
    const number = ++this.#last;
    const etag = createHash('sha256').update(`${number}\n${text}`).digest('hex').slice(0, 16);
    const generation = Object.freeze({ number, appliedAt: Date.now(), trigger, changes, etag });
    this.#all.unshift({ generation, text });
    if (this.#all.length > REMEMBERED) this.#all.pop();
    return generation;
  }

  get generations(): readonly Generation[] {
    return this.#all.map(({ generation }) => generation);
  }

  get current(): Generation {
    return this.#all[0]!.generation;
  }

  /** The text of a generation; undefined when it is not remembered. */
  textOf(number: number): string | undefined {
    return this.#all.find(({ generation }) => generation.number === number)?.text;
  }
}
