/** A longer name is somebody's joke: sixty of those would fill the memory, and every page that is open. */
const LONGEST = 256;

/** What is kept and told of a text from outside. Copied, as a part of a string keeps the whole of it in memory. */
export const clipped = (text: string): string =>
  text.length <= LONGEST ? text : Buffer.from(`${text.slice(0, LONGEST)}…`).toString();
