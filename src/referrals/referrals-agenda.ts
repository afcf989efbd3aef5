import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { counted } from '../web/counted.js';
import { CONCERNED } from './referral-input.js';
import { ShowReferrals, type NamedReferral, type ShownReferrals } from './show-referrals.js';
import { tallyOf } from './referral.js';
import { REFERRALS_PATH, referralPath } from './words.js';

/** Which stations a GSB still has to look at, and how far a CSB is with what it sent back. */
@Injectable()
export class ReferralsAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly referrals: ShowReferrals,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => {
      if (!CONCERNED.levels.includes(wearer.hat.body.level)) return [];
      const shown = await this.referrals.run(wearer);
      if (shown.own) return shown.total.sent === 0 ? [] : [sentLine(shown)];
      return shown.referrals.flatMap((referral) => askedLine(referral));
    });
  }
}

function askedLine(referral: NamedReferral): readonly AgendaLine[] {
  const { open } = tallyOf([referral]);
  if (open === 0) return [];
  return [
    {
      urgency: 'asked',
      title: `Kijk naar ${counted(open, 'stembureau', 'stembureaus')}`,
      text: `${referral.fromName} verwijst naar u terug. Zeg per stembureau of de cijfers blijven staan, of lever na een nieuwe zitting een nieuwe versie.`,
      link: { href: referralPath(referral.id), label: 'Bekijk de terugverwijzing' },
      when: 'zo snel mogelijk',
    },
  ];
}

function sentLine({ total: { sent, answered, open } }: ShownReferrals): AgendaLine {
  return {
    urgency: open === 0 ? 'done' : 'waiting',
    title: `Terugverwezen: ${answered} van ${sent} beantwoord`,
    text: 'U ziet per gemeente wat is gecorrigeerd en wat blijft staan.',
    link: { href: REFERRALS_PATH, label: 'Naar Terugverwijzingen' },
    when: null,
  };
}
