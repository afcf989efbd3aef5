import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../frame/agenda.js';
import { counted } from '../web/counted.js';
import { HANDLERS } from './report-input.js';
import { ShowReports } from './show-reports.js';
import { REPORTS_PATH } from './words.js';

/** How many reports a CSB has still to answer. */
@Injectable()
export class ReportsAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly reports: ShowReports,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => {
      if (!HANDLERS.levels.includes(wearer.hat.body.level)) return [];
      const open = await this.reports.countOpen(wearer);
      if (open === 0) return [];
      return [
        {
          urgency: 'asked',
          title: `Beantwoord ${counted(open, 'melding', 'meldingen')}`,
          text: 'Iemand meldde een fout in een openbaar bestand. Kijk of het klopt, en antwoord (Kieswet P 1b lid 2).',
          link: { href: REPORTS_PATH, label: 'Naar Meldingen' },
          when: null,
        },
      ];
    });
  }
}
