import { Live } from '../core/live.js';
import type { SurfaceTable } from './surface-table.js';

/** Token and type of the routes under `/olla/` as they are now: a reload that changes profiles swaps them. */
export abstract class LiveSurfaces extends Live<SurfaceTable> {}
