/** What people write for the `type` of a kind of server although its profile does not name it (backends.md §13.5). */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  llamacpp: ['llama-cpp', 'llama_cpp', 'llama.cpp'],
  'docker-model-runner': ['docker'],
};

/** Further spellings of a profile's name; prefixes are not among them. */
export const aliasesOf = (name: string): readonly string[] =>
  Object.hasOwn(ALIASES, name) ? ALIASES[name]! : [];
