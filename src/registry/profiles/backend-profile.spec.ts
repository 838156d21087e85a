import { readFileSync } from 'node:fs';
import type { ProfileDefinition } from '../../config/profiles/index.js';
import { BackendProfile } from './backend-profile.js';
import { ProfileCatalogue } from './profile-catalogue.js';

interface Case {
  readonly profile: string;
  readonly model: string;
  readonly capabilities: Readonly<Record<string, boolean | number>>;
  readonly resources: Readonly<Record<string, boolean | number>>;
  readonly optimal_concurrency: number;
  readonly request_timeout_ms: number;
}

const { profiles: cases } = JSON.parse(readFileSync('test/fixtures/profiles/profile.cases.json', 'utf8')) as {
  profiles: Case[];
};
const catalogue = new ProfileCatalogue();
const shipped = (name: string): BackendProfile => catalogue.byName(name) as BackendProfile;
const profile = (definition: Partial<ProfileDefinition> = {}): BackendProfile =>
  new BackendProfile({ name: 'gpu', ...definition });
/** Names as the code has them; numbers without the dust of binary fractions. */
const tidy = (facts: object): object =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]: [string, unknown]) => [
      key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      typeof value === 'number' ? Number(value.toFixed(9)) : value,
    ]),
  );

describe('a backend profile', () => {
  it.each(cases)('says of $profile what $model can do, needs and gets', (expected) => {
    const { model } = expected;
    const found = shipped(expected.profile);
    expect(found.capabilitiesOf(model)).toEqual(tidy(expected.capabilities));
    expect(tidy(found.resourcesOf(model))).toEqual(tidy(expected.resources));
    expect(found.optimalConcurrency(model)).toBe(expected.optimal_concurrency);
    expect(found.requestTimeoutMs(model)).toBe(expected.request_timeout_ms);
  });

  it('completes what its file leaves out', () => {
    expect(profile()).toMatchObject({
      version: '1.0',
      prefixes: [],
      healthPath: '/',
      modelPath: '/v1/models',
      listsNatively: false,
      listFormat: 'openai',
      openaiCompatible: false,
      anthropic: undefined,
      timeoutMs: 120_000,
      maxConcurrent: 10,
      defaultPriority: 50,
    });
    const named = profile({ version: '', characteristics: { timeout: '0s', max_concurrent_requests: 0 } });
    expect(named).toMatchObject({ version: '1.0', timeoutMs: 120_000, maxConcurrent: 10 });
  });

  it('takes a bare number for nanoseconds', () => {
    expect(profile({ characteristics: { timeout: '5000000000' } }).timeoutMs).toBe(5_000);
    expect(profile({ characteristics: { timeout: '1h30m' } }).timeoutMs).toBe(5_400_000);
  });

  it('has paths by their number', () => {
    expect([0, 3, -1, 99].map((index) => shipped('vllm').path(index))).toEqual([
      '/health',
      '/v1/models',
      '',
      '',
    ]);
  });

  it('tells what was known of the servers', () => {
    expect(shipped('ollama')).toMatchObject({
      timeoutMs: 300_000,
      detectionHints: {
        userAgentPatterns: ['ollama/'],
        headers: ['X-Ollama-Version'],
        pathIndicators: ['/', '/api/tags'],
        defaultPorts: [11434],
      },
      anthropic: { enabled: true, minVersion: '0.14.0', limitations: ['token_counting_404'] },
      auth: { required: false, types: ['bearer'], defaultHeader: '' },
    });
    expect(shipped('openai-compatible').anthropic).toMatchObject({ enabled: false });
    expect(shipped('sglang').anthropic).toBeUndefined();
    expect(catalogue.all.every(({ version, openaiCompatible }) => version !== '' && openaiCompatible)).toBe(
      true,
    );
  });

  it('keeps the rules for figures in the order of the file', () => {
    const { metrics } = shipped('llamacpp');
    expect(metrics).toMatchObject({ enabled: true, source: 'response_body' });
    expect([...metrics.paths.keys()].slice(0, 3)).toEqual(['model', 'finish_reason', 'input_tokens']);
    expect([...metrics.calculations.keys()]).toEqual(['is_complete', 'tokens_per_second', 'ttft_ms']);
  });

  it('takes header hints from either key', () => {
    expect(profile({ detection: { response_headers: ['X-A'] } }).detectionHints.headers).toEqual(['X-A']);
    expect(
      profile({ detection: { headers: ['X-B'], response_headers: ['X-A'] } }).detectionHints.headers,
    ).toEqual(['X-B']);
  });

  it('gives LM Studio one request at a time, whatever the model', () => {
    for (const model of ['a', 'llama-70b', ''])
      expect(shipped('lm-studio').optimalConcurrency(model)).toBe(1);
  });
});

describe('what a model needs', () => {
  it('is nothing when the file says nothing', () => {
    expect(profile().resourcesOf('llama-7b')).toEqual({
      minMemoryGb: 0,
      recommendedMemoryGb: 0,
      minGpuMemoryGb: 0,
      requiresGpu: false,
      estimatedLoadTimeMs: 0,
    });
    expect(profile().optimalConcurrency('llama-7b')).toBe(10);
    expect(profile().requestTimeoutMs('llama-7b')).toBe(120_000);
  });

  it('is found in the bucket of each size that is shipped', () => {
    const definitions = JSON.parse(readFileSync('test/fixtures/profiles/profiles.json', 'utf8')) as Record<
      string,
      ProfileDefinition
    >;
    for (const { name, resources } of Object.values(definitions)) {
      for (const size of resources?.model_sizes ?? []) {
        for (const token of size.patterns ?? []) {
          const { minMemoryGb } = shipped(name).resourcesOf(`test-model-${token}-instruct`);
          expect([name, token, minMemoryGb]).toEqual([name, token, size.min_memory_gb]);
        }
      }
    }
  });

  it.each([
    ['llama3:7b-q4', 3, 4, 3],
    ['llama2:70b-chat-q4', 20, 24, 20],
    ['codellama:13b-q5', 6.25, 10, 6.25],
  ])('of Ollama for %s is %d, %d and %d GB', (model, least, well, gpu) => {
    expect(shipped('ollama').resourcesOf(model)).toMatchObject({
      minMemoryGb: least,
      recommendedMemoryGb: well,
      minGpuMemoryGb: gpu,
    });
  });

  it('stays the same after a quantised model was asked for', () => {
    const before = shipped('ollama').resourcesOf('unknown');
    shipped('ollama').resourcesOf('unknown-q4');
    expect(shipped('ollama').resourcesOf('unknown')).toEqual(before);
  });

  it('goes by the longest name of a quantisation', () => {
    const resources = {
      defaults: { min_memory_gb: 8 },
      quantization: { multipliers: { q4: 0.5, q4_k: 0.25, Q8: 0.75 } },
    };
    expect(profile({ resources }).resourcesOf('m-Q4_K_M').minMemoryGb).toBe(2);
    expect(profile({ resources }).resourcesOf('m-q8_0').minMemoryGb).toBe(6);
  });

  it.each([
    ['m-70b', 1, 330_000],
    ['m-30b', 2, 150_000],
    ['m-13b', 4, 90_000],
    ['m-7b', 8, 60_000],
    ['m-3b', 8, 45_000],
    ['m', 8, 35_000],
  ])('lets %s have %d requests at once on Ollama, each of %d ms', (model, concurrency, timeoutMs) => {
    expect(shipped('ollama').optimalConcurrency(model)).toBe(concurrency);
    expect(shipped('ollama').requestTimeoutMs(model)).toBe(timeoutMs);
  });

  it('adds no time to load when the file does not ask for it', () => {
    const resources = { defaults: { min_memory_gb: 1, estimated_load_time_ms: 9_000 } };
    const timed = (timeout_scaling: object): number =>
      profile({ resources: { ...resources, timeout_scaling } }).requestTimeoutMs('m');
    expect(timed({ base_timeout_seconds: 30 })).toBe(30_000);
    expect(timed({ base_timeout_seconds: 30, load_time_buffer: true })).toBe(39_000);
    expect(timed({ load_time_buffer: true })).toBe(129_000);
  });
});
