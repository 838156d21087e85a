import { type Place, type PlaceReader, within } from './places.js';
import { fieldsOf, type SectionClass } from './schema/index.js';
import type { OllaConfig } from './sections/index.js';

/** Where one value of a configuration came from. */
export interface ValueSource extends Place {
  /** The key as it stands in the configuration that is in force: `discovery.static.endpoints[0].url`. */
  readonly path: string;
  /** `default` where nobody said anything. */
  readonly from: 'default' | 'file' | 'environment';
}

/** The source of each value of a configuration, in the order of the file's keys. */
export function sourcesOf(config: OllaConfig, places: PlaceReader): readonly ValueSource[] {
  return [...sectionSources(config, '', '', places)];
}

/** @param written where the section stood when it was read: entries of a list may have left since */
function* sectionSources(
  section: object,
  path: string,
  written: string,
  places: PlaceReader,
): Iterable<ValueSource> {
  for (const { property, key, shape } of fieldsOf(section.constructor as SectionClass)) {
    const value = Reflect.get(section, property) as unknown;
    const [at, stood] = [within(path, key), within(written, key)];
    if (value === undefined) continue;
    if (shape.kind === 'section') {
      yield* sectionSources(value as object, at, stood, places);
    } else if (shape.kind === 'sections') {
      for (const [index, entry] of (value as readonly object[]).entries()) {
        const here = `${at}[${index}]`;
        yield* sectionSources(entry, here, places.pathOf(entry) ?? `${stood}[${index}]`, places);
      }
    } else {
      yield sourceOf(at, places.at(stood));
    }
  }
}

function sourceOf(path: string, place: Place | undefined): ValueSource {
  if (!place) return { path, from: 'default' };
  return { path, from: place.variable ? 'environment' : 'file', ...place };
}
