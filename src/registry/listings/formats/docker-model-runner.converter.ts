import { Injectable } from '@nestjs/common';
import { Lists } from '../list-converter.js';
import { PlainList } from './plain-list.js';

/** Docker Model Runner's list. */
@Injectable()
@Lists('docker-model-runner')
export class DockerModelRunnerConverter extends PlainList {
  constructor() {
    super('docker-model-runner', 'docker');
  }
}
