import { Refusal } from '../kernel/refusal.js';

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

/** A full disk is an answer (507), not a fault: what was kept before stays, and the sender may go on later. */
export function asNoSpace(error: unknown): unknown {
  const { code } = error as { code?: string };
  return code !== undefined && NO_SPACE.has(code) ? new Refusal('upload.noSpace') : error;
}
