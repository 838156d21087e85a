import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListContext, type ListConverter } from '../list-converter.js';
import { listedName } from './names.js';
import type { PlainEntry } from './plain-list.js';

/** `GET /v1/models` of OpenAI's API reference. Everything is Olla's, whoever serves it. */
@Injectable()
@Lists('openai')
export class OpenAiConverter implements ListConverter {
  nameOf(model: UnifiedModel): string {
    return listedName(model);
  }

  entry(_model: UnifiedModel, name: string, { created }: Pick<ListContext, 'created'>): PlainEntry {
    return { id: name, object: 'model', created, owned_by: 'olla' };
  }

  list(entries: readonly object[]): object {
    return { object: 'list', data: entries };
  }
}
