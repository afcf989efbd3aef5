import { assertNever } from '../kernel/assert-never.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { messageText } from '../routing/words.js';
import type { NoticeFacts } from './notice.js';

/** What a notice says on screen: what happened, what to do, and where. */
export interface NoticeText {
  readonly title: string;
  readonly text: string;
  /** Path on this site; null when there is nothing to go to. */
  readonly href: string | null;
}

/** The Dutch words of a notice. `nameOf` gives what people call a body. */
export function noticeText(facts: NoticeFacts, nameOf: (body: CommitteeRef) => string): NoticeText {
  switch (facts.kind) {
    case 'delivery.created':
      return {
        title: `Nieuw: ${messageText(facts.message)} van ${nameOf(facts.about)}`,
        text: `Levering ${facts.number} staat voor u klaar. Haal het bestand op en vergelijk de vingerafdruk met het papier.`,
        href: `/ontvangen/${facts.deliveryId}`,
      };
    case 'submission.superseded':
      if (facts.alarm === true)
        return {
          title: `Alarm: cijfers gewijzigd zonder nieuwe zitting: ${messageText(facts.message)} van ${nameOf(facts.about)}`,
          text: `Levering ${facts.number} vervangt een eerdere en heeft andere cijfers. De afzender zei niet dat er een nieuwe zitting was. Bel het stembureau. Het papier gaat voor.`,
          href: `/ontvangen/${facts.deliveryId}`,
        };
      return {
        title: `Nieuwe versie: ${messageText(facts.message)} van ${nameOf(facts.about)}`,
        text: `Levering ${facts.number} vervangt de eerdere. Gebruik de nieuwe versie; de oude blijft leesbaar.`,
        href: `/ontvangen/${facts.deliveryId}`,
      };
    case 'paper.equal':
    case 'paper.differs':
    case 'submission.differs':
      return paperText(facts, nameOf(facts.about));
    case 'delivery.requested':
      return {
        title: `${nameOf(facts.from)} vraagt u te leveren`,
        text: `Het gaat om: ${messageText(facts.message)}. Lever het bestand zo snel mogelijk, of bel het stembureau dat erom vraagt.`,
        href: '/leveringen',
      };
    case 'key.clashed':
      return facts.own
        ? {
            title: 'Een ander stembureau meldde uw sleutel aan',
            text: 'Dat is geweigerd. Uw sleutel blijft gelden. Ga na of uw geheime sleutel nog alleen bij u is en bel de helpdesk.',
            href: '/sleutels',
          }
        : {
            title: 'Uw sleutel is al van een ander stembureau',
            text: 'De aanmelding is geweigerd. Maak in OSV of Abacus een nieuwe sleutel, meld die aan en bel de helpdesk.',
            href: '/sleutels',
          };
    case 'key.decided':
      return { ...DECIDED[facts.state], href: '/sleutels' };
    case 'object.damaged':
      return {
        title: `Alarm: een bestand van levering ${facts.number} is beschadigd`,
        text: 'De bytes in de opslag horen niet bij hun vingerafdruk. Het bestand wordt niet meer verstrekt. Zet het terug uit de reservekopie en onderzoek de oorzaak.',
        href: '/logboek',
      };
    default:
      return assertNever(facts);
  }
}

/** What a comparison after delivery found. */
function paperText(
  facts: Extract<NoticeFacts, { kind: 'paper.equal' | 'paper.differs' | 'submission.differs' }>,
  sender: string,
): NoticeText {
  const what = `${messageText(facts.message)} van ${sender}`;
  if (facts.kind === 'submission.differs')
    return {
      title: `Wijkt af van papier: ${what}`,
      text: `Het stembureau meldde dat zijn papier iets anders zegt dan levering ${facts.number}. De levering blijft staan.`,
      href: '/overzicht',
    };
  const href = `/ontvangen/${facts.deliveryId}`;
  return facts.kind === 'paper.equal'
    ? {
        title: `Alsnog vergeleken: ${what}`,
        text: `Het stembureau vergeleek levering ${facts.number} na het indienen met het papier. Alle 64 tekens zijn gelijk.`,
        href,
      }
    : {
        title: `Wijkt af van papier: ${what}`,
        text: `Op het papier van het stembureau staat iets anders dan in levering ${facts.number}. Gebruik het bestand niet en bel het stembureau. Het papier gaat voor.`,
        href,
      };
}

const DECIDED = {
  approved: {
    title: 'Uw sleutel is goedgekeurd',
    text: 'U kunt nu bestanden leveren die met deze sleutel zijn ondertekend.',
  },
  rejected: {
    title: 'Uw sleutel is afgewezen',
    text: 'Lees bij Sleutels waarom, en meld een andere sleutel aan.',
  },
  revoked: {
    title: 'Uw sleutel is ingetrokken',
    text: 'Met deze sleutel kunt u niets meer leveren. Wat eerder werd geleverd, blijft gelden.',
  },
} as const;
