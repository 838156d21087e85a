import { isMap } from 'yaml';
import { problemText } from '../problem.js';
import { YamlDocument } from '../yaml/yaml-document.js';
import { DefinitionReader } from './definition-reader.js';
import { PROFILE, type ProfileDefinition } from './profile-definition.js';

/** What became of the text of a profile file. */
export type Parsed =
  | { readonly definition: ProfileDefinition; readonly remarks: readonly string[] }
  | { readonly failure: string; readonly remarks: readonly string[] };

/**
 * Reads the text of a profile file. A key that is unknown or holds something else than it should costs
 * only itself; a key with nothing behind it is `null`, which tells a file that extends another to go
 * without what that one has.
 */
export function parseDefinition(text: string): Parsed {
  try {
    return parse(text);
  } catch (error) {
    // The YAML library gives up on some texts, such as one that nests too deeply.
    return unreadable((error as Error).message);
  }
}

function parse(text: string): Parsed {
  const yaml = new YamlDocument(text);
  const [problem] = yaml.problems;
  if (problem) return unreadable(problemText(problem));
  if (yaml.root && !isMap(yaml.root)) return unreadable('a profile is a mapping of keys');
  const reader = new DefinitionReader(yaml);
  const read = (reader.read(PROFILE) ?? {}) as Partial<ProfileDefinition>;
  const remarks = reader.remarks.map(problemText);
  const name = read.name?.trim();
  if (!name) return { failure: 'profile name is required', remarks };
  if (name.toLowerCase() === 'auto') return { failure: 'profile name "auto" stands for no profile', remarks };
  return { definition: { ...read, name }, remarks };
}

const unreadable = (why: string): Parsed => ({
  failure: `failed to parse profile YAML: ${why}`,
  remarks: [],
});
