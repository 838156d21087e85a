import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { collectNamed } from '../../extensions/index.js';
import { Lists, type ListConverter } from './list-converter.js';

/** Where a converter is found by the format that it writes. */
export interface ConverterLookup {
  get(format: string): ListConverter | undefined;
  /** Sorted. */
  readonly formats: readonly string[];
}

/** Every converter of the application, ours and a company's. */
@Injectable()
export class ListConverters implements ConverterLookup, OnModuleInit {
  #byFormat: ReadonlyMap<string, ListConverter> = new Map();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.#byFormat = collectNamed<ListConverter>(this.discovery, Lists);
  }

  get(format: string): ListConverter | undefined {
    return this.#byFormat.get(format);
  }

  get formats(): readonly string[] {
    return [...this.#byFormat.keys()].sort();
  }
}
