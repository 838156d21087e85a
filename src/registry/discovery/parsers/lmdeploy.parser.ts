import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless, parentOf } from './entry-facts.js';
import type { JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the list of LMDeploy. A \`max_model_len\` in it is no property of the model and is left out. */
@Injectable()
@Parses('lmdeploy')
export class LmDeployParser extends DataListParser {
  readonly label = 'LMDeploy';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'lmdeploy',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'lmdeploy'),
        parent_model: parentOf(entry),
      },
    };
  }
}
