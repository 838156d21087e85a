import { Injectable } from '@nestjs/common';
import {
  type LoadOrder,
  LoadsModels,
  type ModelLoader,
  type OrderAnswer,
  OrderRefusedError,
  taken,
} from '../model-loader.js';

/** LM Studio 0.4 and newer: `/api/v1/models/load` answers when the model is in memory. Older ones say 200 to any path. */
@Injectable()
@LoadsModels('lm-studio')
export class LmStudioLoader implements ModelLoader {
  async load({ model, post }: LoadOrder): Promise<'loaded'> {
    understood(await post('/api/v1/models/load', { model }));
    return 'loaded';
  }

  /** An instance that was not named otherwise goes by the name of its model. */
  async unload({ model, post }: LoadOrder): Promise<void> {
    understood(await post('/api/v1/models/unload', { instance_id: model }));
  }
}

function understood(answer: OrderAnswer): void {
  if (taken(answer).body.includes('"error"')) throw new OrderRefusedError(answer);
}
