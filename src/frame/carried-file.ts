import { gunzipSync, gzipSync } from 'node:zlib';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { readUpTo } from '../platform/http/read-body.js';

/** A file as a field of the form that asks once more: byte for byte, and some ten times shorter. Nothing of it is kept here. */
export function packed(bytes: Uint8Array): string {
  return gzipSync(bytes).toString('base64');
}

function unpacked(text: string, limit: number): Uint8Array | null {
  try {
    return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: limit });
  } catch {
    return null;
  }
}

/**
 * The file of a form's field `name`: chosen, or carried along as {@link packed}; null when there is none, or one of more than
 * `limit` bytes. Reads the form to its end.
 */
export async function readCarried(
  request: FastifyRequest,
  name: string,
  limit: number,
): Promise<Uint8Array | null> {
  let found: Uint8Array | null = null;
  for await (const part of request.parts({ limits: { fieldSize: Math.ceil(limit * 1.5) } })) {
    const bytes =
      part.type === 'file'
        ? await readUpTo(part.file, limit)
        : part.fieldname === name
          ? unpacked(String(part.value), limit)
          : null;
    if (part.fieldname === name && bytes !== null && bytes.length > 0) found ??= bytes;
  }
  return found;
}
