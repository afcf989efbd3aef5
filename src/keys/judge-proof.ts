import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import type { Logger } from '../platform/logger.js';
import { Workbench, type WorkFile } from '../platform/objects/workbench.js';
import { LOGGER } from '../platform/platform.module.js';
import { Settings } from '../platform/settings.js';
import type { Context } from '../verify/context.js';
import { JudgePool, type JudgeOutcome } from '../verify/judge.pool.js';
import { fillSlots } from '../verify/judge-slots.process.js';
import type { Verdict } from '../verify/verdict.js';
import { unjudgeable } from '../verify/verify.js';

/** A file of a proof, on the workbench. */
export interface ProofFile {
  /** As its sender called it. */
  readonly name: string;
  readonly file: WorkFile;
}

const TRIES = 3;
/** A count of 68 MB takes under 200 MiB; a site has less room than a worker. */
const MEMORY_BYTES = 300 * 1024 * 1024;

/**
 * Has a test count judged by the verifier that judges counts. By one judge of its own, which is born when the first proof comes:
 * a proof never keeps a count waiting that is delivered.
 */
@Injectable()
export class JudgeProof implements OnApplicationShutdown {
  private pool: JudgePool | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly bench: Workbench,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Gives the verdict. What could not be judged is tried again, in a process that judges nothing else; after that
   * keys.proofNotJudged, which says nothing of the count. A limit refuses only when it is reached twice.
   */
  async run(files: readonly ProofFile[], context: Context): Promise<Verdict> {
    let exhausted = false;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const outcome = await this.judge(files, context, tried > 0);
      if (outcome.kind === 'judged') return outcome.verdict;
      if (outcome.kind === 'exhausted' && exhausted) return unjudgeable(outcome.limit);
      exhausted ||= outcome.kind === 'exhausted';
      this.log.error({ outcome, tried }, 'een proeftelling kon niet worden gecontroleerd');
    }
    throw new Refusal('keys.proofNotJudged');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close();
  }

  private judge(files: readonly ProofFile[], context: Context, alone: boolean): Promise<JudgeOutcome> {
    const { judgeCpuMs: cpuMs, judgeWallMs: wallMs } = this.settings.waits;
    this.pool ??= new JudgePool({
      size: 1,
      memoryBytes: MEMORY_BYTES,
      scratchFolder: this.bench.subfolder('proofs'),
      cpuMs,
      wallMs,
    });
    const slotted = files.map(({ name, file }) => ({
      name,
      copyTo: (slot: { readonly path: string }) => file.copyTo(slot),
    }));
    return this.pool.judge(async (slots) => ({ files: await fillSlots(slots, slotted), context }), alone);
  }
}
