import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { Refusal } from '../../kernel/refusal.js';
import { InvalidInput } from './parse.js';
import { repeatedNames } from './repeated-names.js';

/**
 * A small file as one piece of memory; null when it is larger than `limit` bytes. Reads to the end in either case and
 * keeps no more than `limit`: a form that is left half-read blocks its connection for what comes after it.
 */
export async function readUpTo(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length <= limit) pieces.push(piece);
    else pieces.length = 0;
  }
  return length <= limit ? Buffer.concat(pieces, length) : null;
}

/**
 * The body of a request that was sent as bytes. Refused: request.unsupportedType when it was sent as anything else, and
 * request.tooLarge as soon as more than `limit` bytes came: the rest is thrown away after the answer.
 */
export async function readBody(body: unknown, limit: number): Promise<Uint8Array> {
  if (!(body instanceof Readable)) throw new Refusal('request.unsupportedType');
  const pieces: Uint8Array[] = [];
  let length = 0;
  // left alone the loop would destroy the stream, and with it the connection that the answer must go over
  for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > limit) break;
    pieces.push(piece);
  }
  if (length <= limit) return Buffer.concat(pieces, length);
  body.resume();
  throw new Refusal('request.tooLarge');
}

/**
 * Reads every JSON body. Refused, as request.invalid: what is no JSON or no UTF-8, a name that reaches a prototype, and a
 * name that stands twice in one object, with each place.
 */
export function jsonReader(fastify: FastifyInstance) {
  const read = fastify.getDefaultJsonParser('error', 'error');
  return (
    request: FastifyRequest,
    body: Buffer,
    done: (error: Error | null, value?: unknown) => void,
  ): void => {
    if (!isUtf8(body)) return done(new Refusal('request.invalid'));
    const text = body.toString();
    const told = (error: Error | null, value?: unknown): void => {
      const twice = error === null ? repeatedNames(text) : [];
      done(twice.length > 0 ? new InvalidInput(twice) : error, value);
    };
    void read(request, text, told);
  };
}
