/** What calculations work with; everything that is not known is null. */
export type Value = number | string | boolean | null;

type Binary = (left: Value, right: Value) => Value;

const isNumber = (value: Value): value is number => typeof value === 'number';

/** Arithmetic without a result, such as with null or a division by zero, gives null. */
const arithmetic =
  (calculate: (a: number, b: number) => number): Binary =>
  (left, right) => {
    if (!isNumber(left) || !isNumber(right)) return null;
    const result = calculate(left, right);
    return Number.isFinite(result) ? result : null;
  };

/** Two numbers or two texts have an order; nothing else has. */
const ordering =
  (holds: (a: number | string, b: number | string) => boolean): Binary =>
  (left, right) =>
    (isNumber(left) && isNumber(right)) || (typeof left === 'string' && typeof right === 'string')
      ? holds(left, right)
      : false;

/** The operators with two sides, the loosest first: those of one line bind alike. */
export const BINARY: readonly Readonly<Record<string, Binary>>[] = [
  { '||': (left, right) => left === true || right === true },
  { '&&': (left, right) => left === true && right === true },
  { '==': (left, right) => left === right, '!=': (left, right) => left !== right },
  {
    '<': ordering((a, b) => a < b),
    '<=': ordering((a, b) => a <= b),
    '>': ordering((a, b) => a > b),
    '>=': ordering((a, b) => a >= b),
  },
  { '+': arithmetic((a, b) => a + b), '-': arithmetic((a, b) => a - b) },
  { '*': arithmetic((a, b) => a * b), '/': arithmetic((a, b) => a / b), '%': arithmetic((a, b) => a % b) },
];

/** The operators before a value. */
export const UNARY: Readonly<Record<string, (value: Value) => Value>> = {
  '!': (value) => value !== true,
  '-': (value) => (isNumber(value) ? -value : null),
};

/** How long a text is; 0 for whatever is none. */
export const lengthOf = (value: Value): number => (typeof value === 'string' ? value.length : 0);
