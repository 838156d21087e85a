/** Longest delay in milliseconds that a Node timer keeps; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
