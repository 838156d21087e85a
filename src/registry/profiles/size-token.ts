const LETTER_OR_DIGIT = /[0-9a-z]/i;

/**
 * Whether a size such as `7b` stands in a model's name by itself: neither a letter nor a digit touches it
 * (backends.md §3.3). A dot is no such thing, so `1.7b` holds `7b`.
 */
export function hasSizeToken(model: string, token: string): boolean {
  if (token === '') return false;
  const name = model.toLowerCase();
  const wanted = token.toLowerCase();
  for (let at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1)) {
    if (stands(name[at - 1]) && stands(name[at + wanted.length])) return true;
  }
  return false;
}

const stands = (neighbour: string | undefined): boolean =>
  neighbour === undefined || !LETTER_OR_DIGIT.test(neighbour);
