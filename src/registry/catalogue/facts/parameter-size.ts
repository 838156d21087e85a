/** How many parameters a model has: for people, and as a number. */
export interface ParameterSize {
  readonly text: string;
  /** 0 when the text does not tell. */
  readonly count: number;
}

const WRITTEN = /^(\d+(?:\.\d+)?)\s*([BM])?$/;

/** Makes `7B`, `7 b` and `7` one `7b`. A text of another form stays as it is (models-and-health.md §11.5). */
export function parameterSizeOf(written: string): ParameterSize {
  const found = WRITTEN.exec(written.trim().toUpperCase());
  const number = Number(found?.[1]);
  const count = Math.trunc(number * (found?.[2] === 'M' ? 1e6 : 1e9));
  if (!found || !Number.isSafeInteger(count)) return { text: written, count: 0 };
  if (found[2] !== 'M') return { text: `${oneDecimal(number)}b`, count };
  return { text: number >= 1_000 ? `${oneDecimal(number / 1_000)}b` : `${whole(number)}m`, count };
}

/** Half to even, as the original does; `toFixed` rounds half up, and only a quarter is a tie of that kind. */
function oneDecimal(number: number): string {
  if (number % 1 === 0.25) return `${Math.floor(number)}.2`;
  return number.toFixed(1).replace(/\.0$/, '');
}

function whole(number: number): string {
  const below = Math.floor(number);
  return String(number % 1 === 0.5 && below % 2 === 0 ? below : Math.round(number));
}
