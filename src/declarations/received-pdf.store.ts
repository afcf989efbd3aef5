import { sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { keptPdfVerdict, type ReceivedPdf } from './received-pdf.js';

/** Adds how the PDF of a declaration was judged, and what was sent. */
export async function addReceivedPdf(tx: Tx, { verdict, signature, ...rest }: ReceivedPdf): Promise<void> {
  await tx.declarationPdf.create({
    data: {
      ...rest,
      verdict: verdict as unknown as Prisma.InputJsonValue,
      signatureSha256: signature?.sha256 ?? null,
      signatureSize: signature?.size ?? null,
    },
  });
}

/** Of one declaration; null when it came by the form. */
export async function findReceivedPdf(read: Reader, declarationId: string): Promise<ReceivedPdf | null> {
  const row = await read.declarationPdf.findUnique({ where: { declarationId } });
  if (row === null) return null;
  const { verdict, signatureSha256, signatureSize, ...rest } = row;
  const beside = signatureSha256 !== null && signatureSize !== null;
  return {
    ...rest,
    verdict: keptPdfVerdict.parse(verdict),
    sha256: sha256(row.sha256),
    signature: beside ? { sha256: sha256(signatureSha256), size: signatureSize } : null,
  };
}
