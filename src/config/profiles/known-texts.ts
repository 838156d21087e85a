import { createHash } from 'node:crypto';
import { deepFreeze } from '../deep-freeze.js';
import type { ProfileDefinition } from './profile-definition.js';
import { SHIPPED_TEXTS } from './shipped-texts.js';

let known: ReadonlyMap<string, ProfileDefinition> | undefined;

/** The profiles that came with this build, in the order of their files. They need no file to be there. */
export const shippedDefinitions = (): readonly ProfileDefinition[] => [...byDigest().values()];

/** What a text says, when it is that of a shipped file: parsing twelve of them would cost a start 0.1 s. */
export function knownDefinition(text: string): ProfileDefinition | undefined {
  return byDigest().get(createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'));
}

function byDigest(): ReadonlyMap<string, ProfileDefinition> {
  return (known ??= new Map(
    SHIPPED_TEXTS.map(([digest, json]) => [digest, deepFreeze(JSON.parse(json) as ProfileDefinition)]),
  ));
}
