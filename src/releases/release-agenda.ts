import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { Database } from '../platform/postgres/database.js';
import { missingFor, releaseName, type Release } from './release.js';
import { listReleases } from './release.store.js';

/** Tells the Kiesraad which releases wait for an approval, or to be published. */
@Injectable()
export class ReleaseAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async ({ hat }) =>
      hat.role === 'operator' ? (await listReleases(this.db.read)).flatMap(lineOf) : [],
    );
  }
}

function lineOf(release: Release): AgendaLine[] {
  const name = releaseName(release);
  const at = (label: string) => ({ href: `/releases/${release.id}`, label });
  if (release.state === 'approved')
    return [
      {
        urgency: 'arrived',
        title: `Publiceer ${name}`,
        text: 'Twee personen keurden deze release goed. Nog niemand kan haar ophalen.',
        link: at('Naar de release'),
        when: null,
      },
    ];
  if (release.state !== 'draft' || missingFor(release) !== null) return [];
  return [
    {
      urgency: 'arrived',
      title: `Beoordeel ${name}`,
      text: `${release.approvals.length === 0 ? 'Nog niemand' : 'Eén persoon'} keurde deze release goed. Er zijn twee personen nodig.`,
      link: at('Naar de release'),
      when: null,
    },
  ];
}
