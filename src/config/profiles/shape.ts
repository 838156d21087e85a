/** What may stand at a key of a profile file. */
export type Shape =
  | { readonly kind: 'text' | 'path' | 'duration' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole' | 'count' | 'number' }
  /** `quiet` = what does not fit is left out without a word. */
  | { readonly kind: 'list'; readonly of: Shape; readonly quiet?: true }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'section'; readonly keys: Readonly<Record<string, Shape>> }
  /** Anything: it is accepted and forgotten. */
  | { readonly kind: 'ignored' };

/** Any scalar, as it is written. */
export const text = { kind: 'text' } as const;
/** A text that begins with a slash. */
export const path = { kind: 'path' } as const;
/** `90s`, `5m`, `1h30m`; a bare integer counts nanoseconds. */
export const duration = { kind: 'duration' } as const;
export const flag = { kind: 'flag' } as const;
/** A whole number. */
export const whole = { kind: 'whole' } as const;
/** A whole number that is not below zero. */
export const count = { kind: 'count' } as const;
/** A number that is not below zero, with a fraction or without. */
export const number = { kind: 'number' } as const;
export const ignored = { kind: 'ignored' } as const;

export const list = <S extends Shape>(of: S) => ({ kind: 'list', of }) as const;
export const map = <S extends Shape>(of: S) => ({ kind: 'map', of }) as const;
export const section = <K extends Readonly<Record<string, Shape>>>(keys: K) =>
  ({ kind: 'section', keys }) as const;

/** What a value of a shape looks like once it is read: every key is optional. */
export type Holds<S> = S extends { kind: 'section'; keys: infer K }
  ? { readonly [P in keyof K as K[P] extends { kind: 'ignored' } ? never : P]?: Holds<K[P]> }
  : S extends { kind: 'list'; of: infer O }
    ? readonly Holds<O>[]
    : S extends { kind: 'map'; of: infer O }
      ? Readonly<Record<string, Holds<O>>>
      : S extends { kind: 'flag' }
        ? boolean
        : S extends { kind: 'whole' | 'count' | 'number' }
          ? number
          : string;
