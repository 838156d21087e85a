import { isUtf8 } from 'node:buffer';
import {
  BadRequestException,
  type HttpException,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { BodyFault } from './collect-body.js';
import { nestsDeeper } from './nesting.js';

/** Deeper than anything that is meant, and far from what a stack holds. */
const MOST_LEVELS = 64;
/** Whatever checks an object key by key may compare each of them with all the others. */
const MOST_KEYS = 5_000;

/** Texts of these types are handed on as they are. */
export const YAML_TYPE = /^(?:text|application)\/(?:x-)?yaml(?:$|;)/;
/** JSON and its relatives (RFC 6839 §3.1). */
export const JSON_TYPE = /^application\/(?:[\w!#$&^.+-]+\+)?json(?:$|;)/;

/** A body as a controller gets it; an exception in its place tells what is wrong with it. */
export type Read = { readonly body: unknown } | { readonly error: HttpException };

/** How the bytes of a body are read. */
export type Reader = (bytes: Buffer) => Read;

/** No bytes are no body: whoever needs one says so. */
export const readJson: Reader = (bytes) => {
  if (bytes.length === 0) return { body: undefined };
  if (!isUtf8(bytes)) return bad('The request body is not valid UTF-8');
  const text = bytes.toString();
  if (nestsDeeper(text, MOST_LEVELS)) return bad(`The request body nests deeper than ${MOST_LEVELS} levels`);
  try {
    return { body: JSON.parse(text, refuseHostile) };
  } catch (error) {
    // Only the syntax error is told, and none of the text: that may be a secret.
    return bad(error instanceof ContentError ? error.message : 'The request body is not valid JSON');
  }
};

/** For those who parse themselves. */
export const readText: Reader = (bytes) => {
  if (bytes.length === 0) return { body: undefined };
  return isUtf8(bytes) ? { body: bytes.toString() } : bad('The request body is not valid UTF-8');
};

/** What became of a body that did not arrive. */
export function faulty(fault: BodyFault, limit: number): Read {
  if (fault === 'cut') return bad('The request body broke off');
  return { error: new PayloadTooLargeException(`The request body is larger than ${limit} bytes`) };
}

/** A body of any other type. */
export const unsupported = (): Read => ({
  error: new UnsupportedMediaTypeException('The request body must be application/json'),
});

const bad = (message: string): Read => ({ error: new BadRequestException(message) });

class ContentError extends Error {}

/** Keys that reach behind an object when somebody copies it by hand, and objects of far too many. */
function refuseHostile(this: unknown, key: string, value: unknown): unknown {
  if (
    key === '__proto__' ||
    (key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype'))
  ) {
    throw new ContentError(`The request body must not have a key "${key}"`);
  }
  if (isObject(value) && !Array.isArray(value) && Object.keys(value).length > MOST_KEYS) {
    throw new ContentError(`The request body has an object with more than ${MOST_KEYS} keys`);
  }
  return value;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
