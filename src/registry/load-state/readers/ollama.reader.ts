import { Injectable } from '@nestjs/common';
import type { ResidentModel } from '../../../core/load.js';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { entriesOf, type Fields, fieldsOf, jsonOf, nameIn, sizeIn } from '../told-fields.js';

const SOURCE = '/api/ps';

/** Ollama lists what it holds in memory (backends.md §10.1). */
@Injectable()
@ReadsLoad('ollama')
export class OllamaLoadReader implements LoadReader {
  async read({ get }: LoadQuestion): Promise<LoadReading | undefined> {
    const entries = entriesOf(fieldsOf(jsonOf(await get(SOURCE)))['models']);
    return entries && { source: SOURCE, residents: entries.flatMap(resident) };
  }
}

function resident(entry: Fields): ResidentModel[] {
  const name = nameIn(entry, 'name') ?? nameIn(entry, 'model');
  if (name === undefined) return [];
  const sizeBytes = sizeIn(entry, 'size');
  const vramBytes = sizeIn(entry, 'size_vram');
  const expiresAt = Date.parse(nameIn(entry, 'expires_at') ?? '');
  return [
    {
      name,
      state: 'loaded',
      ...(sizeBytes && { sizeBytes }),
      ...(vramBytes && { vramBytes }),
      ...(expiresAt > 0 && { expiresAt }),
    },
  ];
}
