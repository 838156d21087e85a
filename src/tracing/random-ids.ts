import { randomFillSync } from 'node:crypto';

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

/** Ids from a pool of random bytes: one system call for hundreds of them. */
const pool = Buffer.allocUnsafeSlow(8_192);
let next = pool.length;

/** 32 hex digits. */
export const newTraceId = (): string => digits(TRACE_BYTES);

/** 16 hex digits. */
export const newSpanId = (): string => digits(SPAN_BYTES);

function digits(bytes: number): string {
  if (next + bytes > pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const id = pool.toString('hex', next, next + bytes);
  next += bytes;
  // Only zeros stand for no id at all.
  return /[^0]/.test(id) ? id : digits(bytes);
}
