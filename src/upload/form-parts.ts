import type { Multipart } from '@fastify/multipart';
import type { FormPart } from './receive-form.js';

/** The parts of a multipart form as this room reads them. What is too long for a field is cut off by the parser. */
export async function* formParts(parts: AsyncIterable<Multipart>): AsyncGenerator<FormPart, void, undefined> {
  for await (const part of parts) {
    if (part.type === 'file') {
      const { file } = part;
      yield { kind: 'file', fileName: part.filename ?? '', bytes: file, wasCut: () => file.truncated };
    } else if (typeof part.value === 'string') {
      yield { kind: 'field', name: part.fieldname, value: part.value };
    }
  }
}
