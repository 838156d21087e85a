import { Injectable } from '@nestjs/common';
import { Lists } from '../list-converter.js';
import { PlainList } from './plain-list.js';

/** The plain list of vLLM for Apple's chips. */
@Injectable()
@Lists('vllm-mlx')
export class VllmMlxConverter extends PlainList {
  constructor() {
    super('vllm-mlx');
  }
}
