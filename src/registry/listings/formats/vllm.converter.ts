import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListContext } from '../list-converter.js';
import { permission } from './permission.js';
import { PlainList } from './plain-list.js';

/** vLLM's list: every model with what one may do with it. */
@Injectable()
@Lists('vllm')
export class VllmConverter extends PlainList {
  constructor() {
    super('vllm');
  }

  protected override extra(
    { maxContextLength }: UnifiedModel,
    name: string,
    { created }: ListContext,
  ): object {
    return {
      root: name,
      max_model_len: maxContextLength || undefined,
      permission: [permission(name, created)],
    };
  }
}
