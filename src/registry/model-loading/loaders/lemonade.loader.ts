import { Injectable } from '@nestjs/common';
import { type LoadOrder, LoadsModels, type ModelLoader, taken } from '../model-loader.js';

/** Lemonade answers when the model is in memory (backends.md §10.6). */
@Injectable()
@LoadsModels('lemonade')
export class LemonadeLoader implements ModelLoader {
  async load({ model, post }: LoadOrder): Promise<'loaded'> {
    taken(await post('/api/v1/load', { model_name: model }));
    return 'loaded';
  }

  async unload({ model, post }: LoadOrder): Promise<void> {
    taken(await post('/api/v1/unload', { model_name: model }));
  }
}
