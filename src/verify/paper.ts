import type { PaperType } from '../kernel/committee.js';

/** P 2a as a name writes it: `P2a`, `P 2a`, `p-2-a`. */
const P2A = /(?:^|[^\p{L}\p{N}]|model)p[\s._-]?2[\s._-]?a(?![\p{L}\p{N}])/u;
const P22 = /(?:^|[^\p{L}\p{N}]|model)p[\s._-]?22(?!\p{N})/u;
const ANNEX = /bijlage|bylage|taheakke|annex|appendi[xc]|aneks/;

/**
 * The paper that may be delivered alone, by the name of its PDF: what stands in a PDF is not read. Any software and language
 * may name it; other papers (Na 31, P 22-2 itself) go with a count, so alone they mean that the count was forgotten.
 */
export function paperOf(name: string): PaperType | null {
  const plain = name
    .slice(name.lastIndexOf('/') + 1)
    .normalize('NFKC')
    .toLowerCase();
  const isAnnex = ANNEX.test(plain);
  if (P2A.test(plain)) return isAnnex ? null : 'P2a';
  return P22.test(plain) && isAnnex ? 'P22-bijlage' : null;
}
