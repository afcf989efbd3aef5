import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { formatDay } from '../web/format-time.js';
import { countTurns } from './document.js';
import { registerPath } from './register-table.js';
import { ShowRegister, type ShownRegister } from './show-register.js';

/** What of the register is late, and what must be public soon: for the Kiesraad alone. */
@Injectable()
export class RegisterAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly register: ShowRegister,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async ({ hat }) =>
      hat.body.level === 'OPERATOR' ? (await this.register.all()).flatMap(linesOf) : [],
    );
  }
}

function linesOf({ plan, documents }: ShownRegister): readonly AgendaLine[] {
  const { id, name } = plan.definition;
  const link = { href: registerPath(id), label: 'Naar het register' };
  const late = countTurns(documents).late;
  const soon = documents.flatMap(({ turn, due }) => (turn === 'soon' && due !== null ? [due] : [])).sort();
  const count = (number: number) => (number === 1 ? '1 document' : `${number} documenten`);
  return [
    ...(late === 0
      ? []
      : [
          {
            urgency: 'first' as const,
            title: `${count(late)} te laat: ${name}`,
            text: 'De dag waarop dit openbaar moest zijn, is voorbij. Publiceer het alsnog, of leg de reden vast.',
            ...{ link, when: null },
          },
        ]),
    ...(soon.length === 0
      ? []
      : [
          {
            urgency: 'todo' as const,
            title: `Maak ${count(soon.length)} openbaar: ${name}`,
            text: 'Publiceer het, of leg vast waar het staat.',
            ...{ link, when: `uiterlijk ${formatDay(soon[0]!)}` },
          },
        ]),
  ];
}
