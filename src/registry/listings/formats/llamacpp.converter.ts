import { Injectable } from '@nestjs/common';
import { Lists } from '../list-converter.js';
import { PlainList } from './plain-list.js';

/** llama.cpp's list. */
@Injectable()
@Lists('llamacpp')
export class LlamaCppConverter extends PlainList {
  constructor() {
    super('llamacpp');
  }

  /** llama.cpp has a second list, in Ollama's way; clients look for its key. */
  override list(entries: readonly object[]): object {
    return { ...super.list(entries), models: null };
  }
}
