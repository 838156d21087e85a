import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists } from '../list-converter.js';
import { flagIn, textIn, wholeIn } from './metadata.js';
import { PlainList } from './plain-list.js';

/** SGLang's list. An ability stands there only when the model has it. */
@Injectable()
@Lists('sglang')
export class SglangConverter extends PlainList {
  constructor() {
    super('sglang');
  }

  protected override extra(model: UnifiedModel, name: string): object {
    const { metadata, capabilities, maxContextLength } = model;
    return {
      root: name,
      max_model_len: maxContextLength || undefined,
      parent: textIn(metadata, 'parent_model'),
      supports_vision: capabilities.includes('vision') || flagIn(metadata, 'supports_vision'),
      radix_cache_size: wholeIn(metadata, 'radix_cache_size'),
      spec_decoding: flagIn(metadata, 'speculative_decoding'),
      frontend_enabled: flagIn(metadata, 'frontend_enabled'),
    };
  }
}
