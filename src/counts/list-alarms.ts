import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Wearer } from '../frame/agenda.js';
import { FileAlarms, type FileAlarm } from '../frame/file-alarms.js';
import { segmentOf } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { chainOf } from '../upload/submission.js';
import { listOwn } from '../upload/submission.store.js';
import type { Block } from '../verify/eml/count.js';
import { NO_NAMES, type CandidateNames } from './candidate-names.js';
import { FindNames } from './find-names.js';
import { KeptCounts } from './kept-counts.js';
import { offLists } from './off-lists.js';
import type { CountedFile } from './show-sums.js';

/** So many of its own files are looked at: nobody works on older ones. */
const NEWEST = 20;

/** Says of a count with other lists or candidates than the kieskring has (230b) that it has: to its sender before it is sent. */
@Injectable()
export class ListAlarms implements OnModuleInit {
  /** What is kept of a count never changes, and the same list of candidates is the same object. */
  private readonly known = new WeakMap<Block, readonly [CandidateNames, readonly string[]]>();

  constructor(
    private readonly db: Database,
    private readonly alarms: FileAlarms,
    private readonly names: FindNames,
    private readonly counts: KeptCounts,
  ) {}

  onModuleInit(): void {
    this.alarms.add(async (wearer) => {
      const { electionId } = wearer.hat;
      return electionId === null ? [] : await this.of(electionId, await this.own(wearer));
    });
  }

  /** Of these counts of an election. A list of candidates that is damaged is laid beside nothing; the log tells of it. */
  async of(electionId: string, counted: readonly CountedFile[]): Promise<readonly FileAlarm[]> {
    if (counted.length === 0) return [];
    const namesOf = await this.names.of(electionId);
    const found: FileAlarm[] = [];
    for (const { about, href, totals } of counted) {
      const said = this.laid(totals, await namesOf(about).catch(none));
      if (said.length > 0) found.push(alarmOf(electionId, href, said));
    }
    return found;
  }

  private laid(totals: Block, names: CandidateNames): readonly string[] {
    const before = this.known.get(totals);
    if (before?.[0] === names) return before[1];
    const said = offLists(totals.layout, names);
    this.known.set(totals, [names, said]);
    return said;
  }

  /** What its sender can still send, or sent. */
  private async own(wearer: Wearer): Promise<readonly CountedFile[]> {
    const files = (await listOwn(this.db.read, segmentOf(wearer), NEWEST)).flatMap((submission) => {
      const { id, state } = submission;
      if (state !== 'judged' && state !== 'delivered') return [];
      const { type } = submission.verdict;
      if (type !== '510b' && type !== '510c') return [];
      return [{ id, about: chainOf(submission).about }];
    });
    const totals = await this.counts.totals(files.map(({ id }) => id));
    return files.flatMap(({ id, about }) => {
      const counted = totals.get(id)?.totals ?? null;
      return counted === null ? [] : [{ about, href: `/leveringen/${id}`, totals: counted }];
    });
  }
}

function none(error: unknown): CandidateNames {
  if (error instanceof Refusal) return NO_NAMES;
  throw error;
}

function alarmOf(electionId: string, file: string, said: readonly string[]): FileAlarm {
  return {
    file,
    title: 'De lijsten zijn anders dan op de kandidatenlijst',
    text: `${said.slice(0, 3).join(' ')} Kijk na of er met de goede kandidatenlijst is geteld.`,
    short: 'andere lijsten dan op de kandidatenlijst',
    link: { href: `/verkiezingsbestanden/${electionId}`, label: 'Naar de kandidatenlijst' },
  };
}
