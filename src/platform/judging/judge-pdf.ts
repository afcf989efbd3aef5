import { readFileSync } from 'node:fs';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '../../kernel/clock.js';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';
import { JudgePool } from '../../verify/judge.pool.js';
import { exhaustedPdf, type PdfVerdict } from '../../verify/pdf/judge-pdf.js';
import { readTrustList } from '../../verify/pdf/trust-list.js';
import type { Logger } from '../logger.js';
import type { Workbench } from '../objects/workbench.js';
import type { Settings } from '../settings.js';

const TRIES = 3;
/** The largest PDF taken, with what is read of it, takes under 200 MiB. */
const MEMORY_BYTES = 300 * 1024 * 1024;

/**
 * Has a PDF judged in a process of its own, by one judge that is born when the first PDF comes: it never keeps a count waiting
 * that is delivered. Against the trust list that the platform was started with; a list that cannot be read stops the start.
 */
export class JudgePdf implements OnApplicationShutdown {
  private pool: JudgePool | null = null;
  private readonly trust: readonly Uint8Array[];

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly bench: Workbench,
    private readonly log: Logger,
  ) {
    const { trustListFile } = settings;
    this.trust = trustListFile ? readTrustList(readFileSync(trustListFile)) : [];
  }

  /**
   * Gives the verdict; `signature`: a detached CAdES that came beside it. What could not be judged is tried again, alone, and then
   * refused with the room's own `notJudged`, which says nothing of the PDF. A limit refuses only when it is reached twice.
   */
  async run(bytes: Uint8Array, signature: Uint8Array | null, notJudged: RefusalCode): Promise<PdfVerdict> {
    const context = { trust: this.trust, at: this.clock.now(), ...(signature === null ? {} : { signature }) };
    const { judgeCpuMs: cpuMs, judgeWallMs: wallMs } = this.settings.waits;
    const scratchFolder = this.bench.subfolder('pdfs');
    this.pool ??= new JudgePool({ size: 1, memoryBytes: MEMORY_BYTES, scratchFolder, cpuMs, wallMs });
    let exhausted = false;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const outcome = await this.pool.judgePdf(bytes, context, tried > 0);
      if (outcome.kind === 'judgedPdf') return outcome.verdict;
      if (outcome.kind === 'exhausted' && exhausted) return exhaustedPdf();
      exhausted ||= outcome.kind === 'exhausted';
      this.log.error({ outcome, tried }, 'een PDF kon niet worden gecontroleerd');
    }
    throw new Refusal(notJudged);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close();
  }
}
