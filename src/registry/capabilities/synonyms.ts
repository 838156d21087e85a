/** What else a name means when it is asked for, with `-` for `_` (models-and-health.md §13.4). */
const GROUPS: readonly { readonly asked: readonly string[]; readonly met: readonly string[] }[] = [
  alike('chat', 'chat-completion'),
  { asked: ['text', 'text-generation'], met: ['text', 'text-generation', 'completion'] },
  alike('embeddings', 'embedding'),
  { asked: ['vision', 'vision-understanding'], met: ['vision', 'vision-understanding', 'image'] },
  alike('code', 'code-generation'),
  { asked: ['function', 'function-calling'], met: ['function', 'function-calling', 'tools'] },
  alike('streaming', 'stream'),
];

const MET: ReadonlyMap<string, readonly string[]> = new Map(
  GROUPS.flatMap(({ asked, met }) => asked.map((name) => [name, met] as const)),
);

/**
 * Whether one of these capabilities is the one that is asked for, under this name or another. One way
 * only: who asks for `tools` wants `tools`, though it will do for who asks for `function_calling`.
 */
export function hasCapability(capabilities: readonly string[], asked: string): boolean {
  const wanted = folded(asked);
  const met = MET.get(wanted);
  return capabilities.some((capability) => {
    const name = folded(capability);
    return met ? met.includes(name) : name === wanted;
  });
}

const folded = (name: string): string => name.toLowerCase().replaceAll('_', '-');

function alike(...names: readonly string[]) {
  return { asked: names, met: names };
}
