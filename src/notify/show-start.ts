import { Injectable } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { ListNotices, type WordedNotice } from './list-notices.js';

const SHOWN = 10;

/** What somebody should do now, and what is new. */
export interface StartFacts {
  /** The most pressing first. */
  readonly agenda: readonly AgendaLine[];
  /** Unseen, but for those of which many come: the agenda counts these. */
  readonly notices: readonly WordedNotice[];
}

/** The begin page of who wears a hat. */
@Injectable()
export class ShowStart {
  constructor(
    private readonly agenda: Agenda,
    private readonly listNotices: ListNotices,
  ) {}

  async run(actor: PersonActor): Promise<StartFacts> {
    const [agenda, notices] = await Promise.all([
      this.agenda.of(actor),
      this.listNotices.run(actor, { unseen: true, counted: false, limit: SHOWN }),
    ]);
    return { agenda, notices };
  }
}
