import type { HttpException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { collectBody } from './collect-body.js';
import { UNREAD_TYPE } from './media-type.js';
import {
  faulty,
  JSON_TYPE,
  type Read,
  type Reader,
  readJson,
  readText,
  unsupported,
  YAML_TYPE,
} from './read-body.js';

/** The most that is read of a body for a controller. */
export const MOST_BYTES = 1024 * 1024;

type Done = (error: null, body?: unknown) => void;
type Parser = (request: FastifyRequest, payload: IncomingMessage, done: Done) => void;

/**
 * Controllers outside `/olla/` get their bodies parsed: JSON as values, YAML as text. What is wrong with a body
 * is no error of the request yet: it is thrown at whoever reads `request.body`, so that guards come first
 * and the exception filter of the controller says it in its own words.
 */
export function addBodyParsers(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(UNREAD_TYPE, (_request, _payload, done) => done(null));
  instance.addContentTypeParser(JSON_TYPE, parserFor(readJson));
  instance.addContentTypeParser(YAML_TYPE, parserFor(readText));
  instance.addContentTypeParser('*', refuse);
}

function parserFor(read: Reader): Parser {
  return (request, payload, done) => {
    const limit = Math.min(MOST_BYTES, request.bodyLimit ?? MOST_BYTES);
    collectBody(payload, limit, (fault, bytes) =>
      hand(request, fault ? faulty(fault, limit) : read(bytes), done),
    );
  };
}

const refuse: Parser = (request, { headers }, done) => {
  const empty = headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
  hand(request, empty ? { body: undefined } : unsupported(), done);
};

function hand(request: FastifyRequest, read: Read, done: Done): void {
  if ('body' in read) return done(null, read.body);
  throwOnReading(request, read.error);
  done(null);
}

function throwOnReading(request: FastifyRequest, error: HttpException): void {
  Object.defineProperty(request, 'body', {
    configurable: true,
    get: () => {
      throw error;
    },
    // Fastify assigns what the parser gave.
    set: () => {},
  });
}
