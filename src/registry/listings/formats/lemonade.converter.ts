import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists } from '../list-converter.js';
import { textIn } from './metadata.js';
import { PlainList } from './plain-list.js';

const ON_DISK: ReadonlySet<string> = new Set(['available', 'loaded']);

/** Lemonade's list: where a model comes from, and what runs it. */
@Injectable()
@Lists('lemonade')
export class LemonadeConverter extends PlainList {
  constructor() {
    super('lemonade');
  }

  protected override extra({ metadata, sources }: UnifiedModel, name: string): object {
    return {
      checkpoint: textIn(metadata, 'checkpoint') ?? '',
      recipe: textIn(metadata, 'recipe') ?? '',
      downloaded: sources.some(({ nativeName, state }) => nativeName === name && ON_DISK.has(state)),
    };
  }
}
