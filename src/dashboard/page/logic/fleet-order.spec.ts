import type { EndpointView } from '../../wire.js';
import { grouped, loadOf, matching, sorted, workOf } from './fleet-order.js';

const endpoint = (name: string, over: Partial<EndpointView> = {}): EndpointView => ({
  id: name,
  name,
  url: `http://${name}:11434`,
  type: 'ollama',
  priority: 100,
  max_concurrent: 0,
  model_count: 1,
  models: ['llama3.2:3b'],
  status: 'healthy',
  draining: false,
  breaker: 'closed',
  breaker_failures: 0,
  in_flight: 0,
  checked_at: 0,
  probe_ms: 0,
  failures_in_row: 0,
  requests: 0,
  failed: 0,
  bytes: 0,
  average_ms: 0,
  last_used_at: 0,
  ...over,
});
const names = (endpoints: readonly EndpointView[]): string[] => endpoints.map(({ name }) => name);

describe('the order of the fleet', () => {
  it('finds endpoints by all words, wherever each of them stands', () => {
    const fleet = [endpoint('gpu-1'), endpoint('gpu-2', { models: ['qwen3'] }), endpoint('cpu')];
    expect(names(matching(fleet, 'GPU llama3'))).toEqual(['gpu-1']);
    expect(names(matching(fleet, ' '))).toEqual(['gpu-1', 'gpu-2', 'cpu']);
    expect(matching(fleet, 'nothing')).toEqual([]);
  });

  it('puts what is in trouble first, then what is kept out, then by name with numbers as numbers', () => {
    const fleet = [
      endpoint('gpu-10'),
      endpoint('gpu-9'),
      endpoint('b', { draining: true }),
      endpoint('a', { status: 'offline' }),
      endpoint('c', { breaker: 'open' }),
    ];
    expect(names(sorted(fleet, 'status'))).toEqual(['a', 'c', 'b', 'gpu-9', 'gpu-10']);
  });

  it('groups by what endpoints turned out to be', () => {
    const fleet = [endpoint('a', { type: 'auto', detected_type: 'vllm' }), endpoint('b')];
    expect(grouped(fleet, 'type').map(({ name }) => name)).toEqual(['ollama', 'vllm']);
    expect(grouped(fleet, 'none')).toHaveLength(1);
  });

  it('knows the load as a part of the slots, where an endpoint tells of them', () => {
    expect(loadOf(endpoint('a', { in_flight: 2, slots: 4 }))).toBe(0.5);
    expect(loadOf(endpoint('a', { running: 4, waiting: 2, slots: 4 }))).toBe(1.5);
    expect(loadOf(endpoint('a', { in_flight: 3 }))).toBeUndefined();
    expect(workOf(endpoint('a', { in_flight: 3, running: 1 }))).toBe(3);
  });
});
