import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless, parentOf } from './entry-facts.js';
import { positive, type JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the list of SGLang, which says what that of vLLM says. */
@Injectable()
@Parses('sglang')
export class SglangParser extends DataListParser {
  readonly label = 'SGLang';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'sglang',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'sglang'),
        parent_model: parentOf(entry),
        max_context_length: positive(entry, 'max_model_len'),
      },
    };
  }
}
