import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless } from './entry-facts.js';
import type { JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the list of vLLM-MLX, which also calls itself vLLM. */
@Injectable()
@Parses('vllm-mlx')
export class VllmMlxParser extends DataListParser {
  readonly label = 'vLLM-MLX';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'vllm-mlx',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'vllm-mlx', 'vllm'),
        format: 'mlx',
      },
    };
  }
}
