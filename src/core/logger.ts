/** What every part of Olla logs through. A message is a constant; what varies stands in `facts`. */
export interface Logger {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

/** Token and type for the injected logger. */
export abstract class AppLogger implements Logger {
  abstract debug(message: string, facts?: object): void;
  abstract info(message: string, facts?: object): void;
  abstract warn(message: string, facts?: object): void;
  abstract error(message: string, facts?: object): void;
}
