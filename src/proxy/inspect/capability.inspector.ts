import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import type { Exchange } from '../../core/exchange.js';
import { type Inspector, Inspects } from './inspector.js';
import { isJson } from './json-content.js';
import { needsOf } from './needs.js';

/** Larger bodies are not looked into (models-and-health.md §13.4). */
const LARGEST_BYTES = 1024 * 1024;

/**
 * Finds what a request needs of a model where that counts: always for one that names no model, and for
 * one that does only under `capability_routing: require`. Comes after the model has been found.
 *
 * A model that is named is never held to a guess: a word in the instructions must not refuse a request.
 */
@Injectable()
@Inspects()
export class CapabilityInspector implements Inspector {
  constructor(private readonly config: ConfigSource) {}

  inspect(exchange: Exchange): void {
    const { capabilityRouting, enableUnifier } = this.config.current.modelRegistry;
    const named = exchange.model !== '';
    if (!enableUnifier || capabilityRouting === 'off' || (named && capabilityRouting !== 'require')) return;
    const { body, path } = exchange;
    if (body.length === 0 || body.length > LARGEST_BYTES) return;
    if (!isJson(exchange.request.headers['content-type'])) return;
    const needs = needsOf(body, { path, guesses: !named });
    if (needs.length > 0) exchange.needs = needs;
  }
}
