import { Injectable } from '@nestjs/common';
import { type LoadOrder, LoadsModels, type ModelLoader, taken } from '../model-loader.js';

/** The router of llama.cpp begins to load and says so at once; a server of one model answers 404. */
@Injectable()
@LoadsModels('llamacpp')
export class LlamacppLoader implements ModelLoader {
  async load({ model, post }: LoadOrder): Promise<'loading'> {
    taken(await post('/models/load', { model }));
    return 'loading';
  }

  async unload({ model, post }: LoadOrder): Promise<void> {
    taken(await post('/models/unload', { model }));
  }
}
