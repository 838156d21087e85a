/** A piece of an expression. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  /** Where it stands, counted from 1. */
  readonly at: number;
}

const TOKEN =
  /(?<space>\s+)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_]\w*)|(?<text>'[^']*'|"[^"]*")|(?<sign>\|\||&&|[=!<>]=|[-+*/%!<>?:()])/y;

/** @throws Error that says what can't be read, and where */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < expression.length;) {
    const at = TOKEN.lastIndex + 1;
    const groups = TOKEN.exec(expression)?.groups;
    if (!groups) throw new Error(`unexpected ${JSON.stringify(expression[at - 1])} at ${at}`);
    const { number, name, text, sign } = groups;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1), at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
  }
  tokens.push({ kind: 'end', text: 'end', at: expression.length + 1 });
  return tokens;
}
