import type { NestModule } from './extension.js';

/** The keys of a module's metadata whose classes are the module's own work; what it imports may be anybody's. */
const OWN = ['providers', 'controllers'] as const;

type Parts = Readonly<Partial<Record<(typeof OWN)[number], readonly unknown[]>>>;

/** The names by which errors speak of a module: its own, and those of the classes that it brings. */
export function classNames(module: NestModule): readonly string[] {
  const dynamic = module as Parts & { readonly module?: object };
  const owner = dynamic.module ?? module;
  const parts = OWN.flatMap((key) => [
    ...((Reflect.getMetadata(key, owner) as readonly unknown[] | undefined) ?? []),
    ...(dynamic[key] ?? []),
  ]);
  return [owner, ...parts].map(nameOf).filter((name) => name !== '');
}

/** A class, or the class that a provider stands for. */
function nameOf(part: unknown): string {
  const { useClass, name } = part as { readonly useClass?: unknown; readonly name?: unknown };
  if (useClass !== undefined) return nameOf(useClass);
  return typeof part === 'function' && typeof name === 'string' ? name : '';
}
