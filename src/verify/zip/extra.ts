/** One extra field of a header: its id and its bytes. */
export interface ExtraField {
  readonly id: number;
  readonly data: Buffer;
}

export const ZIP64_EXTRA = 0x0001;
export const AES_EXTRA = 0x9901;
export const UNICODE_PATH_EXTRA = 0x7075;

/** Extra fields that common programs write and that say nothing about the bytes: times and owners. */
const HARMLESS = new Set([0x5455, UNICODE_PATH_EXTRA, 0x000a, 0x5855, 0x7855, 0x7875]);

/** Splits the extra fields of a header; null when they do not fit exactly. */
export function readExtra(bytes: Buffer): ExtraField[] | null {
  const fields: ExtraField[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (end > bytes.length) return null;
    fields.push({ id: bytes.readUInt16LE(at), data: bytes.subarray(at + 4, end) });
    at = end;
  }
  return at === bytes.length ? fields : null;
}

/** Is this a field that this reader knows and may pass over? */
export function isHarmless(field: ExtraField): boolean {
  return HARMLESS.has(field.id);
}
