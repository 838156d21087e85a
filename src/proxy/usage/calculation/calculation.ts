import { type Token, tokensOf } from './tokens.js';
import { BINARY, lengthOf, UNARY, type Value } from './value.js';

export type Variables = ReadonlyMap<string, Value>;
/** Calculates from variables; one that is missing is null. Never throws. */
export type Calculation = (variables: Variables) => Value;

const MOST_CHARACTERS = 1_000;
const MOST_NESTED = 50;
const WORDS: Readonly<Record<string, Value>> = { null: null, nil: null, true: true, false: false };

/**
 * Compiles an expression of a profile file (backends.md §8.2): numbers, texts, variables, `len(x)` and operators. It
 * reaches nothing else, so that files of strangers do no harm.
 * @throws Error that says what is wrong, and where
 */
export function compileCalculation(expression: string): Calculation {
  if (expression.length > MOST_CHARACTERS) throw new Error(`longer than ${MOST_CHARACTERS} characters`);
  return new Parser(tokensOf(expression)).parse();
}

class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Calculation {
    const whole = this.#choice();
    if (this.#next.kind !== 'end') throw unexpected(this.#next);
    return whole;
  }

  /** `condition ? yes : no` */
  #choice(): Calculation {
    if (++this.#depth > MOST_NESTED) throw new Error('nested too deeply');
    const condition = this.#binary(0);
    let result = condition;
    if (this.#takes('?')) {
      const yes = this.#choice();
      this.#expect(':');
      const no = this.#choice();
      result = (variables) => (condition(variables) === true ? yes(variables) : no(variables));
    }
    this.#depth--;
    return result;
  }

  #binary(level: number): Calculation {
    const operators = BINARY[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#next;
      if (token.kind !== 'sign' || !Object.hasOwn(operators, token.text)) return left;
      this.#at++;
      const operate = operators[token.text]!;
      const [before, right] = [left, this.#binary(level + 1)];
      left = (variables) => operate(before(variables), right(variables));
    }
  }

  #unary(): Calculation {
    const token = this.#next;
    if (token.kind !== 'sign' || !Object.hasOwn(UNARY, token.text)) return this.#single();
    if (++this.#depth > MOST_NESTED) throw new Error('nested too deeply');
    this.#at++;
    const operate = UNARY[token.text]!;
    const value = this.#unary();
    this.#depth--;
    return (variables) => operate(value(variables));
  }

  #single(): Calculation {
    const token = this.#next;
    this.#at++;
    if (token.kind === 'number') return constant(Number(token.text));
    if (token.kind === 'text') return constant(token.text);
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text !== '(' || token.kind === 'end') throw unexpected(token);
    return this.#enclosed();
  }

  #named(name: string): Calculation {
    if (Object.hasOwn(WORDS, name)) return constant(WORDS[name]!);
    if (!this.#takes('(')) return (variables) => variables.get(name) ?? null;
    if (name !== 'len') throw new Error(`unknown function ${name}`);
    const value = this.#enclosed();
    return (variables) => lengthOf(value(variables));
  }

  /** What stands before the closing bracket. */
  #enclosed(): Calculation {
    const value = this.#choice();
    this.#expect(')');
    return value;
  }

  get #next(): Token {
    return this.tokens[this.#at]!;
  }

  #takes(sign: string): boolean {
    const { kind, text } = this.#next;
    if (kind !== 'sign' || text !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw unexpected(this.#next);
  }
}

const constant =
  (value: Value): Calculation =>
  () =>
    value;

const unexpected = ({ kind, text, at }: Token): Error =>
  new Error(kind === 'end' ? 'unexpected end' : `unexpected ${JSON.stringify(text)} at ${at}`);
