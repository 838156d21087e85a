import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless } from './entry-facts.js';
import { inner, isJsonObject, text, type JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/**
 * Reads the list of llama.cpp; the Ollama-shaped copy of it in the same answer is left alone. A server with
 * several models says which are loaded, and which could not be: those can serve nobody and are left out.
 */
@Injectable()
@Parses('llamacpp')
export class LlamaCppParser extends DataListParser {
  readonly label = 'llama.cpp';

  override entries(json: JsonObject): readonly unknown[] | undefined {
    return super.entries(json)?.filter((entry) => !hasFailed(entry));
  }

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'llamacpp',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'llamacpp'),
        format: 'gguf',
        state: text(inner(entry, 'status'), 'value'),
      },
    };
  }
}

const hasFailed = (entry: unknown): boolean =>
  isJsonObject(entry) && inner(entry, 'status')['failed'] === true;
