import { classNames } from './class-names.js';
import type { Extension } from './extension.js';

/** An extension that cannot be loaded or does not start. */
export class ExtensionError extends Error {
  override readonly name = 'ExtensionError';

  constructor(
    readonly extension: string,
    cause: unknown,
  ) {
    super(`extension "${extension}": ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The same failure, with the name of the extension in whose code or module it happened, if it was in one. */
export function blamed(error: unknown, extensions: readonly Extension[]): unknown {
  if (!(error instanceof Error) || error instanceof ExtensionError) return error;
  const named = new Set(error.message.match(/\w+/g));
  const culprit = extensions.find(
    ({ location, module }) =>
      (location !== '' && (error.stack ?? '').includes(location)) ||
      classNames(module).some((name) => named.has(name)),
  );
  return culprit ? new ExtensionError(culprit.name, error) : error;
}
