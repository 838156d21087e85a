import type { DiscoveryService } from '@nestjs/core';

type NamedDecorator = ReturnType<typeof DiscoveryService.createDecorator<string>>;

/**
 * Every provider that carries `decorator`, by the name it gave. Ours and a company's are found alike.
 * @throws when two providers claim one name
 */
export function collectNamed<T extends object>(
  discovery: DiscoveryService,
  decorator: NamedDecorator,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const wrapper of discovery.getProviders()) {
    if (!wrapper.metatype || !wrapper.instance) continue;
    const name = discovery.getMetadataByDecorator(decorator, wrapper);
    if (name === undefined) continue;
    const known = found.get(name);
    if (known && known !== wrapper.instance) {
      throw new Error(
        `Two providers are named "${name}": ${known.constructor.name} and ${wrapper.instance.constructor.name}`,
      );
    }
    found.set(name, wrapper.instance as T);
  }
  return found;
}
