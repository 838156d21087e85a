import { Injectable } from '@nestjs/common';
import { type AccessKeyConfig, ConfigSource } from '../../config/index.js';
import { LimitsView } from '../../security/index.js';
import { notFound } from '../http/problem.js';
import type { KeyDto } from './key.dto.js';
import { keyView } from './key-view.js';

/** Keys by their names, with how far they are used up. */
@Injectable()
export class KeyBook {
  constructor(
    private readonly config: ConfigSource,
    private readonly limits: LimitsView,
  ) {}

  /** In configuration order. */
  get all(): readonly AccessKeyConfig[] {
    return this.config.current.access.keys;
  }

  has(name: string): boolean {
    return this.all.some((key) => key.name === name);
  }

  /** @throws Problem when no key has this name */
  named(name: string): AccessKeyConfig {
    const key = this.all.find((known) => known.name === name);
    if (!key) throw notFound(`No key is called "${name}"`);
    return key;
  }

  view(key: AccessKeyConfig): KeyDto {
    return keyView(key, this.limits.one('callers', key.name));
  }
}
