import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListContext } from '../list-converter.js';
import { permission } from './permission.js';
import { PlainList } from './plain-list.js';

/** LMDeploy's list: permissions, but nothing of the context. */
@Injectable()
@Lists('lmdeploy')
export class LmDeployConverter extends PlainList {
  constructor() {
    super('lmdeploy');
  }

  protected override extra(_model: UnifiedModel, name: string, { created }: ListContext): object {
    return { permission: [permission(name, created)] };
  }
}
