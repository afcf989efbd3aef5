/** The checks that the ZIP layer decides. */
export type ContainerCode =
  'container.sound' | 'container.limits' | 'container.names' | 'container.headers' | 'container.duplicates';

/** Something wrong with a ZIP, as a value: which check it concerns, how heavy, a Dutch sentence and the file. */
export interface ZipFault {
  readonly code: ContainerCode;
  readonly weight: 'refuse' | 'warn';
  readonly detail: string;
  /** Name of the file inside the ZIP, safe to show; null when it is about the ZIP as a whole. */
  readonly file: string | null;
}

/**
 * Thrown by a stream of a file's bytes when those bytes are not what the headers promised: nothing that was streamed
 * before it may be used. It never leaves src/verify.
 */
export class ZipDamage extends Error {
  override readonly name = 'ZipDamage';

  constructor(readonly fault: ZipFault) {
    super(fault.detail);
  }
}

/** A fault that refuses the package. */
export function refusing(code: ContainerCode, detail: string, file: string | null = null): ZipFault {
  return { code, weight: 'refuse', detail, file };
}

/** A fault that is only worth telling. */
export function telling(code: ContainerCode, detail: string, file: string | null = null): ZipFault {
  return { code, weight: 'warn', detail, file };
}
