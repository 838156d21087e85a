import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { DataListParser } from './data-list.parser.js';
import { createdAt, ownerUnless } from './entry-facts.js';
import type { JsonObject } from './json-fields.js';
import { Parses } from './model-list-parser.js';

/** Reads the list of Docker Model Runner. */
@Injectable()
@Parses('docker-model-runner')
export class DockerModelRunnerParser extends DataListParser {
  readonly label = 'Docker Model Runner';

  protected facts(entry: JsonObject): Omit<Model, 'name'> {
    return {
      type: 'docker-model-runner',
      details: {
        modified_at: createdAt(entry),
        publisher: ownerUnless(entry, 'docker'),
        format: 'gguf',
      },
    };
  }
}
