const BREEDS =
  'suri huacaya classic woolly silky tampuli wooly cria macho hembra vicuna guanaco alpaca llama chilli'.split(
    ' ',
  );
const ACTIONS =
  'humming grazing trotting spitting dozing leaping pacing strolling nibbling gazing prancing carrying resting climbing listening'.split(
    ' ',
  );
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ACCEPTABLE = /^[\x21-\x7e]{1,128}$/;

/** The client's own request id when it is fit to be repeated, else a new one (http-api.md §12). */
export function requestIdOf(offered: string | string[] | undefined): string {
  if (typeof offered === 'string' && ACCEPTABLE.test(offered)) return offered;
  return generateRequestId();
}

/** `<breed>-<action>-<8 hex digits>`: readable, and different enough for a day's log. */
export function generateRequestId(): string {
  const number = Math.floor(Math.random() * 0x100000000);
  const breed = BREEDS[number % BREEDS.length]!;
  const action = ACTIONS[(number >>> 8) % ACTIONS.length]!;
  const hex =
    HEX[number >>> 24]! + HEX[(number >>> 16) & 255]! + HEX[(number >>> 8) & 255]! + HEX[number & 255]!;
  return `${breed}-${action}-${hex}`;
}
