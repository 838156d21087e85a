const ENOUGH = 256;

/** As much of a name as patterns get to see: long enough for any real one, too short to keep them busy. */
export const patternText = (name: string): string => (name.length > ENOUGH ? name.slice(0, ENOUGH) : name);
