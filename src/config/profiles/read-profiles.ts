import { readFileSync } from 'node:fs';
import { knownDefinition, shippedDefinitions } from './known-texts.js';
import { Layers } from './layers.js';
import { parseDefinition } from './parse-definition.js';
import type { ProfileDefinition } from './profile-definition.js';
import { type ProfileFile, profileFiles, type ProfilePlaces, readFailure } from './profile-folders.js';
import type { ProfileWarning } from './profile-warning.js';

/** Every profile that there is, and what was odd on the way. */
export interface ReadProfiles {
  readonly definitions: readonly ProfileDefinition[];
  readonly warnings: readonly ProfileWarning[];
}

/**
 * The shipped profiles, and those of the places' files over them (backends.md §4). A file that cannot be
 * used is skipped with a warning; all others count.
 */
export function readProfiles(places: ProfilePlaces): ReadProfiles {
  const warnings: ProfileWarning[] = [];
  const layers = new Layers();
  for (const definition of shippedDefinitions()) layers.add({ definition, file: '' });
  for (const file of profileFiles(places, warnings)) {
    const definition = definitionIn(file, warnings);
    if (definition) layers.add({ definition, file: file.shown });
  }
  layers.dropFaults(({ file }, reason) => warnings.push({ file, reason, skipped: true }));
  return { definitions: layers.definitions(), warnings };
}

function definitionIn(
  { path, shown }: ProfileFile,
  warnings: ProfileWarning[],
): ProfileDefinition | undefined {
  const skip = (reason: string): undefined => void warnings.push({ file: shown, reason, skipped: true });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return skip(readFailure(error));
  }
  const known = knownDefinition(text);
  if (known) return known;
  const parsed = parseDefinition(text);
  for (const reason of parsed.remarks) warnings.push({ file: shown, reason, skipped: false });
  return 'failure' in parsed ? skip(parsed.failure) : parsed.definition;
}
