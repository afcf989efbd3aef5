import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { showName } from '../verify/zip/names.js';

/** So many certificates at once: those of three computers in five elections of one day. */
export const MOST_CERTIFICATES = 15;

/** A file of the form. */
export interface SentCertificate {
  /** As its sender called it, safe to show; null for a text that was pasted. */
  readonly name: string | null;
  /** Null: larger than a certificate is. */
  readonly bytes: Uint8Array | null;
}

/** What came with the form: certificates, and the text to show again. */
export interface SentCertificates {
  readonly certificates: readonly SentCertificate[];
  readonly typed: string | undefined;
}

/**
 * The certificates of a multipart form with any number of `bestand`, or `tekst`; files go first when both came. Refused:
 * request.invalid when neither did, and for more than fifteen.
 */
export async function readCertificateForm(request: FastifyRequest, limit: number): Promise<SentCertificates> {
  const files: SentCertificate[] = [];
  let typed: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await readUpTo(part.file, limit);
      // a browser sends an empty part for a field in which nothing was chosen
      const chosen = part.fieldname === 'bestand' && (bytes?.length !== 0 || part.filename !== '');
      if (chosen) files.push({ name: showName(part.filename || 'certificaat'), bytes });
    } else if (part.fieldname === 'tekst' && typeof part.value === 'string' && part.value.trim() !== '') {
      typed = part.value;
    }
  }
  const pasted = typed === undefined ? [] : [{ name: null, bytes: Buffer.from(typed) }];
  const certificates = files.length > 0 ? files : pasted;
  const wrong =
    certificates.length === 0
      ? 'Kies een bestand, of plak de tekst van het certificaat.'
      : certificates.length > MOST_CERTIFICATES
        ? `Kies hoogstens ${MOST_CERTIFICATES} certificaten tegelijk. Er is nog niets aangemeld.`
        : null;
  if (wrong !== null) throw new InvalidInput([{ pointer: '/bestand', detail: wrong }]);
  return { certificates, typed };
}
