import { Backend } from './backend.js';
import { configuration, entry, type Sections } from './configuration.js';
import { type Olla, start } from './olla.js';

/** Two endpoints that alone have a model; the first is preferred for as long as it can serve. */
export interface Pair {
  readonly model: string;
  readonly first: Backend;
  readonly second: Backend;
}

/** One Olla in front of a pair of backends for each case, so that cases do not disturb each other. */
export interface PairedOlla<Case extends string> {
  readonly olla: Olla;
  readonly pair: (name: Case) => Pair;
  readonly stop: () => Promise<void>;
}

/** @param preferred further endpoints, each preferred to every pair */
export async function startPairs<Case extends string>(
  cases: readonly Case[],
  sections: Sections = {},
  preferred: readonly Pick<Backend, 'name' | 'url'>[] = [],
): Promise<PairedOlla<Case>> {
  const pairs = new Map<Case, Pair>();
  for (const model of cases) {
    const first = await new Backend(`${model}-first`, [model]).start();
    const second = await new Backend(`${model}-second`, [model]).start();
    pairs.set(model, { model, first, second });
  }
  const endpoints = [...pairs.values()].flatMap(({ first, second }) => [
    entry(first, { priority: 100 }),
    entry(second, { priority: 50 }),
  ]);
  const others = preferred.map((backend) => entry(backend, { priority: 200 }));
  const olla = await start(configuration([...endpoints, ...others], sections));
  return {
    olla,
    pair: (name) => pairs.get(name)!,
    stop: async () => {
      await olla.kill();
      for (const { first, second } of pairs.values()) await Promise.all([first.stop(), second.stop()]);
    },
  };
}
