import type { Outcome } from '../../core/outcome.js';
import { clipped } from '../clipped.js';
import type { CellView, SlotView } from '../wire.js';
import { Cell, shareOf } from './cell.js';

/** Models and keys come from outside: beyond so many of them in one slot the rest counts as one. */
const MOST_NAMES = 40;
const THE_REST = '(others)';
/** Requests of callers whom nobody asked who they are. */
const NO_KEY = '(no key)';

/** What happened in one slot of time: in all, and by endpoint, model and key. */
export class Slot {
  readonly #all = new Cell();
  readonly #endpoints = new Map<string, Cell>();
  readonly #models = new Map<string, Cell>();
  readonly #keys = new Map<string, Cell>();

  /** @param startedAt epoch milliseconds */
  constructor(readonly startedAt: number) {}

  add(outcome: Outcome): void {
    const { endpointName, model, caller } = outcome;
    const share = shareOf(outcome);
    this.#all.add(share);
    cellOf(this.#keys, caller ?? NO_KEY, MOST_NAMES).add(share);
    if (endpointName === undefined) return;
    cellOf(this.#endpoints, endpointName, Infinity).add(share);
    // A name that no endpoint was found for may be anything at all.
    if (model !== undefined) cellOf(this.#models, clipped(model), MOST_NAMES).add(share);
  }

  get all(): CellView {
    return this.#all.view;
  }

  get view(): SlotView {
    return {
      t: this.startedAt,
      all: this.#all.view,
      endpoints: viewOf(this.#endpoints),
      models: viewOf(this.#models),
      keys: viewOf(this.#keys),
    };
  }
}

function cellOf(cells: Map<string, Cell>, name: string, most: number): Cell {
  const known = cells.get(name);
  if (known) return known;
  if (cells.size >= most && name !== THE_REST) return cellOf(cells, THE_REST, Infinity);
  const cell = new Cell();
  cells.set(name, cell);
  return cell;
}

const viewOf = (cells: ReadonlyMap<string, Cell>): Record<string, CellView> =>
  Object.fromEntries([...cells].map(([name, cell]) => [name, cell.view]));
