import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Parses, type ModelListParser } from './model-list-parser.js';

/** Where a parser is found by the format that it reads. */
export interface ParserLookup {
  get(format: string): ModelListParser | undefined;
}

/** Every parser of the application, ours and a company's. */
@Injectable()
export class ModelListParsers implements ParserLookup, OnModuleInit {
  readonly #byFormat = new Map<string, ModelListParser>();

  constructor(private readonly providers: DiscoveryService) {}

  onModuleInit(): void {
    for (const provider of this.providers.getProviders({ metadataKey: Parses.KEY })) {
      const format = this.providers.getMetadataByDecorator(Parses, provider);
      if (format) this.#add(format, provider.instance as ModelListParser);
    }
  }

  get(format: string): ModelListParser | undefined {
    return this.#byFormat.get(format);
  }

  #add(format: string, parser: ModelListParser): void {
    if (this.#byFormat.has(format)) throw new Error(`two parsers for model lists in format '${format}'`);
    this.#byFormat.set(format, parser);
  }
}
