import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { Database } from '../platform/postgres/database.js';
import { formatDay } from '../web/format-time.js';
import { countOpenSignals } from './after.store.js';
import { ShowOwn, type OwnDay } from './show-own.js';

/** Tells an executive what it must declare and by when, and the Kiesraad of which signals nobody decided. */
@Injectable()
export class DeclarationAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly db: Database,
    private readonly own: ShowOwn,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => {
      const { level } = wearer.hat.body;
      if (level === 'EXECUTIVE') return (await this.own.days(wearer)).flatMap(lineOf);
      return level === 'OPERATOR' ? (await countOpenSignals(this.db.read)).map(ofSignals) : [];
    });
  }
}

function lineOf({ votingDay, body: { standing, state, must, due } }: OwnDay): readonly AgendaLine[] {
  const link = { href: `/verklaring/${votingDay}`, label: 'Naar de verklaring' };
  if (standing === 'open' || standing === 'missing')
    return [
      {
        urgency: standing === 'missing' ? 'asked' : 'todo',
        title: `Leg de verklaring af voor de stemming van ${formatDay(votingDay)}`,
        text:
          standing === 'missing'
            ? 'U bent te laat. Verklaren kan nog.'
            : 'Voldoen uw voorzieningen en maatregelen aan de aansluitvoorschriften?',
        link,
        when: `uiterlijk ${formatDay(due)}`,
      },
    ];
  if (!must || state === null || state.publication !== null) return [];
  return [
    {
      urgency: 'todo',
      title: 'Zet de verklaring op uw eigen website',
      text: 'Vul daarna in waar zij staat.',
      link,
      when: null,
    },
  ];
}

function ofSignals({ votingDay, count }: { votingDay: string; count: number }): AgendaLine {
  return {
    urgency: 'todo',
    title: count === 1 ? 'Eén signaal over een verklaring' : `${count} signalen over verklaringen`,
    text: `Stemming van ${formatDay(votingDay)}. Besluit wat er gebeurt.`,
    link: { href: `/verklaringen?dag=${votingDay}`, label: 'Bekijk de signalen' },
    when: null,
  };
}
