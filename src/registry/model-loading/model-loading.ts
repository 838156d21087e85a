import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Endpoint, type EndpointState, profileOf } from '../../core/endpoint.js';
import { within } from '../../core/within.js';
import { collectNamed } from '../../extensions/index.js';
import { LoadClient } from '../load-state/index.js';
import { type LoadOrder, LoadsModels, type ModelLoader } from './model-loader.js';

/** The largest models take minutes from a slow disk. */
const LIMIT_MS = 600_000;

/** Has endpoints load and unload models, each kind of server in its own way. Decides nothing. */
@Injectable()
export class ModelLoading implements OnModuleInit, OnModuleDestroy {
  readonly #client = new LoadClient();
  readonly #ended = new AbortController();
  #byProfile: ReadonlyMap<string, ModelLoader> = new Map();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.#byProfile = collectNamed<ModelLoader>(this.discovery, LoadsModels);
  }

  async onModuleDestroy(): Promise<void> {
    this.#ended.abort(new Error('Olla stops'));
    await this.#client.close();
  }

  /** Whether this kind of server can be told to load a model. */
  canLoad(endpoint: Endpoint): boolean {
    return this.#byProfile.has(profileOf(endpoint));
  }

  canUnload(endpoint: Endpoint): boolean {
    return this.#byProfile.get(profileOf(endpoint))?.unload !== undefined;
  }

  /**
   * See {@link ModelLoader.load}; ten minutes at most.
   * @param model in the endpoint's own spelling
   */
  load(state: EndpointState, model: string, pinned: boolean): Promise<'loaded' | 'loading'> {
    return this.#give(state, model, pinned, (loader, order) => loader.load(order));
  }

  unload(state: EndpointState, model: string): Promise<void> {
    return this.#give(state, model, false, async (loader, order) => loader.unload?.(order));
  }

  #give<T>(
    state: EndpointState,
    model: string,
    pinned: boolean,
    work: (loader: ModelLoader, order: LoadOrder) => Promise<T>,
  ): Promise<T> {
    const { endpoint } = state;
    const loader = this.#byProfile.get(profileOf(endpoint));
    if (!loader) return Promise.reject(new Error(`${endpoint.name} cannot be told to load models`));
    return within(LIMIT_MS, this.#ended.signal, (signal) => {
      const post = (path: string, body: object) => this.#client.post(endpoint, path, body, signal);
      return work(loader, { state, model, pinned, post });
    });
  }
}
