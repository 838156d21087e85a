import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless, parentOf } from './entry-facts.js';
import { positive, type JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the list of vLLM: models with their context length, adapters with the model under them. */
@Injectable()
@Parses('vllm')
export class VllmParser extends DataListParser {
  readonly label = 'vLLM';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'vllm',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'vllm'),
        parent_model: parentOf(entry),
        max_context_length: positive(entry, 'max_model_len'),
      },
    };
  }
}
