import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { countOperators } from '../identity/person.store.js';
import { Database } from '../platform/postgres/database.js';

const ALONE: AgendaLine = {
  urgency: 'first',
  title: 'U bent de enige beheerder die kan inloggen',
  text: 'Raakt u uw passkey kwijt, dan kan niemand het platform beheren.',
  link: { href: '/mensen', label: 'Nodig een tweede beheerder uit' },
  when: null,
};

/** Tells the operator that a lost passkey would close the platform. */
@Injectable()
export class OperatorAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async ({ hat }) =>
      hat.role === 'operator' && (await countOperators(this.db.read)) === 1 ? [ALONE] : [],
    );
  }
}
