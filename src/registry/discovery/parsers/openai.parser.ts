import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { capabilitiesOf, createdAt } from './entry-facts.js';
import { anyText, positive, text, type JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the `/v1/models` of servers of which nothing more is known. */
@Injectable()
@Parses('openai')
export class OpenAiParser extends DataListParser {
  readonly label = 'OpenAI-compatible';

  /** An owner that is named counts as a detail, be the name empty. */
  override model(entry: JsonObject): Model | undefined {
    const model = super.model(entry);
    if (!model || model.details || anyText(entry, 'owned_by') === undefined) return model;
    return { ...model, details: {} };
  }

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: text(entry, 'object'),
      details: {
        modified_at: createdAt(entry),
        publisher: text(entry, 'owned_by'),
        max_context_length: positive(entry, 'max_model_len'),
        capabilities: capabilitiesOf(entry),
      },
    };
  }
}
