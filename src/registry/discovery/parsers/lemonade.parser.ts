import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt } from './entry-facts.js';
import { text, type JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/**
 * Reads the list of Lemonade, which tells the checkpoint and the recipe to run it with. Its `labels` are a
 * shop's (`hot`, `coding`) as much as abilities, and stay out of what a model is said to be able to do.
 */
@Injectable()
@Parses('lemonade')
export class LemonadeParser extends DataListParser {
  readonly label = 'Lemonade';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    const checkpoint = text(entry, 'checkpoint');
    const recipe = text(entry, 'recipe');
    return {
      type: 'lemonade',
      details: {
        modified_at: createdAt(entry),
        checkpoint,
        publisher: publisherOf(checkpoint),
        recipe,
        format: formatOf(recipe),
        state: entry['downloaded'] === true ? 'available' : undefined,
      },
    };
  }
}

/** What stands before the first slash, if anything does. */
function publisherOf(checkpoint: string | undefined): string | undefined {
  return checkpoint?.includes('/') ? checkpoint.slice(0, checkpoint.indexOf('/')) || undefined : undefined;
}

function formatOf(recipe: string | undefined): string | undefined {
  if (recipe?.startsWith('oga-')) return 'onnx';
  return recipe === 'llamacpp' || recipe === 'flm' ? 'gguf' : undefined;
}
