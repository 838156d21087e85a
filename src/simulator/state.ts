import type { Engine } from './engine/engine.js';
import type { Fault } from './faults/fault.js';
import type { Catalogue } from './models.js';
import type { SimulatorSettings } from './options.js';

/** How a simulator is doing, as `GET /sim/state` tells it. */
export interface SimulatorState {
  readonly name: string;
  readonly dialect: string;
  /** Whether its port accepts connections. */
  readonly open: boolean;
  readonly slots: number;
  readonly running: number;
  readonly waiting: number;
  readonly completed: number;
  readonly cancelled: number;
  /** How often a model was loaded. */
  readonly loads: number;
  readonly promptTokens: number;
  readonly generatedTokens: number;
  /** Of the prompts' tokens, those that it had read before. */
  readonly cachedTokens: number;
  readonly models: readonly { name: string; state: 'loaded' | 'loading' | 'not-loaded'; users: number }[];
  readonly fault: Fault;
}

/** Gathers the state from its parts. */
export function stateOf(
  settings: SimulatorSettings,
  engine: Engine,
  catalogue: Catalogue,
  open: boolean,
  fault: Fault,
): SimulatorState {
  const residents = new Map(engine.residents().map((resident) => [resident.model, resident]));
  return {
    name: settings.name,
    dialect: settings.dialect,
    open,
    slots: settings.slots,
    running: engine.running,
    waiting: engine.waiting,
    completed: engine.completed,
    cancelled: engine.cancelled,
    loads: engine.loads,
    promptTokens: engine.promptTokens,
    generatedTokens: engine.generatedTokens,
    cachedTokens: engine.cachedTokens,
    models: catalogue.all.map(({ name }) => {
      const resident = residents.get(name);
      const state = !resident ? 'not-loaded' : resident.loading ? 'loading' : 'loaded';
      return { name, state, users: resident?.users ?? 0 };
    }),
    fault,
  };
}
