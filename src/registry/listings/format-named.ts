import { BadRequestError } from '../../core/client-errors.js';
import type { ProfileCatalogue } from '../profiles/index.js';
import { sourceOf } from './formats/names.js';
import type { ListConverter } from './list-converter.js';
import type { ConverterLookup } from './list-converters.js';

const FALLBACK = 'openai';

/**
 * The converter that goes with the value of `?format=`: a format, else the name or a prefix of a profile,
 * each in its exact spelling. A profile without a format of its own lists as OpenAI does.
 */
export function converterAsked(
  format: string,
  converters: ConverterLookup,
  profiles: ProfileCatalogue,
): ListConverter {
  const exact = converters.get(format);
  if (exact) return exact;
  const profile = profiles.all.find(({ name, prefixes }) => name === format || prefixes.includes(format));
  if (profile) return converterOf(profile.name, converters);
  const known = converters.formats.join(', ');
  throw new BadRequestError(
    `invalid query parameter format=${format}: unsupported format. Supported formats: ${known}`,
  );
}

/** The converter of a kind of server, or OpenAI's. */
export function converterOf(profile: string, converters: ConverterLookup): ListConverter {
  return converters.get(profile) ?? converters.get(sourceOf(profile)) ?? converters.get(FALLBACK)!;
}
