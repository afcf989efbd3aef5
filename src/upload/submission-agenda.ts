import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine, type Wearer } from '../frame/agenda.js';
import { ShowKeyStanding, type KeyStanding } from '../keys/show-key-standing.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { DescribeSubmission, type RecipientState } from './describe-submission.js';
import { agendaLines, type AgendaFacts } from './agenda-lines.js';
import { ListSubmissions, type SubmissionList } from './list-submissions.js';

/** What a committee has to do about its own files. */
@Injectable()
export class SubmissionAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly list: ListSubmissions,
    private readonly keys: ShowKeyStanding,
    private readonly describe: DescribeSubmission,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Wearer): Promise<readonly AgendaLine[]> {
    if (!COMMITTEE_LEVELS.some((level) => level === wearer.hat.body.level)) return [];
    const [list, { own }] = await Promise.all([this.list.run(wearer), this.keys.run(wearer)]);
    return agendaLines(await this.facts(list, own, wearer.personId), this.clock.now());
  }

  private async facts(list: SubmissionList, key: KeyStanding['own'], personId: string): Promise<AgendaFacts> {
    const reached = new Map<string, readonly RecipientState[]>();
    for (const delivered of list.current)
      reached.set(delivered.id, (await this.describe.run(delivered)).recipients);
    return { list, personId, canSign: key === null || key === 'approved', reached };
  }
}
