/** A start that failed, and a listener that died, end with this (configuration.md §16). */
export const FAILED = 1;

/** A wrong command line ends with this, as the original's does (configuration.md §16). */
export const BAD_COMMAND_LINE = 2;
