import { Injectable } from '@nestjs/common';
import { type LoadOrder, LoadsModels, type ModelLoader, taken } from '../model-loader.js';

const PATH = '/api/generate';

/** Ollama loads for a request without a prompt, and unloads for one that keeps nothing (its FAQ on `keep_alive`). */
@Injectable()
@LoadsModels('ollama')
export class OllamaLoader implements ModelLoader {
  async load({ model, pinned, post }: LoadOrder): Promise<'loaded'> {
    taken(await post(PATH, { model, stream: false, ...(pinned && { keep_alive: -1 }) }));
    return 'loaded';
  }

  async unload({ model, post }: LoadOrder): Promise<void> {
    taken(await post(PATH, { model, stream: false, keep_alive: 0 }));
  }
}
