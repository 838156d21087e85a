import { Injectable } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { type LoadReader, ReadsLoad } from './load-reader.js';
import { LoadReaders } from './load-readers.js';
import { LOAD_READERS } from './readers/index.js';

@Injectable()
@ReadsLoad('acme')
class AcmeLoadReader implements LoadReader {
  read(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

describe('LoadReaders', () => {
  it('finds ours and those of a company by the profile that they name', async () => {
    const providers = [...LOAD_READERS, AcmeLoadReader, LoadReaders];
    const module = await Test.createTestingModule({ imports: [DiscoveryModule], providers }).compile();
    await module.init();
    const readers = module.get(LoadReaders);
    const kinds = [
      ...['lemonade', 'llamacpp', 'lmdeploy', 'lm-studio', 'ollama', 'omlx', 'sglang', 'vllm', 'vllm-mlx'],
      'acme',
    ];
    for (const kind of kinds) expect(readers.get(kind)).toBeDefined();
    for (const kind of ['litellm', 'openai-compatible', 'auto', ''])
      expect(readers.get(kind)).toBeUndefined();
    await module.close();
  });
});
