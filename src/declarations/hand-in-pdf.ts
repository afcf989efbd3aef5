import { Injectable } from '@nestjs/common';
import { isCalendarDay } from '../elections/calendar.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput, RefusalWithReasons } from '../platform/http/parse.js';
import { JudgePdf } from '../platform/judging/judge-pdf.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import type { KnownObject } from '../platform/objects/verified.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database } from '../platform/postgres/database.js';
import type { PdfVerdict } from '../verify/pdf/judge-pdf.js';
import { wrongDays, type Declaration, type Outcome } from './declaration.js';
import { addReceivedPdf } from './received-pdf.store.js';
import { recordDeclaration } from './record-declaration.js';
import { ShowOwn } from './show-own.js';

/** A declaration that came as a PDF, and what its sender says of it. */
export interface SentPdf {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** A detached CAdES signature beside it. */
  readonly signature: Uint8Array | null;
  /** Signed digitally, or a scan of what was signed on paper. */
  readonly way: 'pdf' | 'scan';
  readonly outcome: Outcome;
  readonly investigatedOn: string;
  readonly declaredOn: string;
  /** Id of the mandate; null: by the executive itself. */
  readonly mandateId: string | null;
  /** The version that its sender saw; 0: there was none. */
  readonly seen: number;
}

/**
 * A body hands in its declaration as a PDF (Ea 6 lid 2): signed within, by a file beside it, or a scan of paper. What is kept as
 * the declaration, shown and forwarded is the signed revision; all that was sent is kept beside it, with the verdict.
 */
@Injectable()
export class HandInPdf {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly own: ShowOwn,
    private readonly judge: JudgePdf,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Before anything is chosen or read: a file does not come along when the passkey is asked for. Refused: access.confirmFirst. */
  async begin(actor: PersonActor): Promise<void> {
    await act(this.db, actor, async () => undefined, 'fresh');
  }

  /**
   * With a passkey just used. Refused: request.notFound where this body need not declare that day; request.invalid for days that
   * cannot be; declaration.badPdf with every check that refuses; declaration.notJudged, declaration.changed, upload.noSpace;
   * declaration.noMandate and declaration.mandateOver, looked at under lock in the transaction; access.confirmFirst.
   */
  async run(votingDay: string, sent: SentPdf, actor: PersonActor): Promise<Declaration> {
    const { body, elections } = await this.own.one(votingDay, actor.hat.body.code);
    if (!body.must) throw new Refusal('request.notFound');
    checkDays(sent, dutchDay(this.clock.now()));
    const verdict = await this.judge.run(sent.bytes, sent.signature, 'declaration.notJudged');
    checkVerdict(verdict, sent.way);
    const concerned = new Set(body.because.map(({ electionId }) => electionId));
    const about = elections.map(({ id }) => id).filter((id) => concerned.size === 0 || concerned.has(id));
    const { outcome, investigatedOn, declaredOn, mandateId, seen: replacesVersion } = sent;
    const declared = {
      ...{ organisation: actor.hat.body.code, votingDay, electionIds: about, replacesVersion },
      ...{ modelVersion: null, answers: null, mandateId },
      ...{
        outcome,
        investigatedOn,
        declaredOn,
        way: verdict.form === 'unsigned' ? ('scan' as const) : ('pdf' as const),
      },
    };
    const signed = sent.bytes.subarray(0, verdict.signedRevision?.end ?? sent.bytes.length);
    const at = this.clock.now();
    return await this.kept(sent.bytes, (whole) =>
      this.keptIfAny(sent.signature, (signature) =>
        this.kept(signed, (object) =>
          act(
            this.db,
            actor,
            async (tx) => {
              const made = await recordDeclaration(tx, declared, { object, actor, at });
              for (const each of signature === null ? [whole] : [whole, signature]) {
                await recordObject(tx, each);
                await pinForGood(tx, [each.id]);
              }
              await addReceivedPdf(tx, {
                ...{ declarationId: made.id, verdict, fileName: sent.fileName, at },
                ...{ sha256: whole.id, size: whole.size },
                signature: signature && { sha256: signature.id, size: signature.size },
              });
              return made;
            },
            'fresh',
          ),
        ),
      ),
    );
  }

  private kept<T>(bytes: Uint8Array, name: (object: KnownObject) => Promise<T>): Promise<T> {
    const { db, objects, bench } = this;
    return keepNamed({ db, objects, bench }, bytes, name);
  }

  private keptIfAny<T>(
    bytes: Uint8Array | null,
    name: (object: KnownObject | null) => Promise<T>,
  ): Promise<T> {
    return bytes === null ? name(null) : this.kept(bytes, name);
  }
}

function checkDays(sent: Pick<SentPdf, 'investigatedOn' | 'declaredOn'>, today: string): void {
  const missing = [
    ...(isCalendarDay(sent.investigatedOn)
      ? []
      : [{ pointer: '/onderzocht', detail: 'Vul de dag van het onderzoek in.' }]),
    ...(isCalendarDay(sent.declaredOn)
      ? []
      : [{ pointer: '/verklaard', detail: 'Vul de dag van de verklaring in.' }]),
  ];
  const wrong = missing.length > 0 ? {} : wrongDays(sent, today);
  const all = [
    ...missing,
    ...Object.entries(wrong).map(([field, detail]) => ({ pointer: `/${field}`, detail })),
  ];
  if (all.length > 0) throw new InvalidInput(all);
}

/** Refused: declaration.badPdf. */
function checkVerdict({ verdict, form, checks }: PdfVerdict, way: SentPdf['way']): void {
  if (verdict === 'refused') {
    const told = checks.filter(({ result }) => result === 'refuse');
    const reasons = told.map(({ code, detail }) => ({ pointer: '/bestand', detail, code }));
    throw new RefusalWithReasons('declaration.badPdf', reasons, { reden: told[0]?.detail ?? '' });
  }
  if (way === 'pdf' && form === 'unsigned')
    throw new Refusal('declaration.badPdf', {
      reden: 'In de PDF staat geen digitale handtekening. Is zij op papier ondertekend? Kies dan scan.',
    });
}
