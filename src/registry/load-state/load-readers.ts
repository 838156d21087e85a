import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { collectNamed } from '../../extensions/index.js';
import { type LoadReader, ReadsLoad } from './load-reader.js';

/** Where a reader is found by the profile whose servers it asks. */
export interface LoadReaderLookup {
  get(profile: string): LoadReader | undefined;
}

/** Every reader of the application, ours and a company's; found once, at start. */
@Injectable()
export class LoadReaders implements LoadReaderLookup, OnModuleInit {
  #byProfile: ReadonlyMap<string, LoadReader> = new Map();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.#byProfile = collectNamed<LoadReader>(this.discovery, ReadsLoad);
  }

  get(profile: string): LoadReader | undefined {
    return this.#byProfile.get(profile);
  }
}
