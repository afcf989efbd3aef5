import { assertNever } from '../kernel/assert-never.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { messageText } from '../routing/words.js';
import { counted } from '../web/counted.js';
import { formatDay, formatTime } from '../web/format-time.js';
import { UNKNOWN_NUMBER, type NoticeFacts, type NoticeText, type UnknownFacts } from './notice.js';
import { publicText } from './public-notices.js';

/** The Dutch words of a notice. `nameOf` gives what people call a body. What is about a delivery leads to its history. */
export function noticeText(
  facts: NoticeFacts | UnknownFacts,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  switch (facts.kind) {
    case 'delivery.created':
      return createdText(facts, nameOf(facts.about));
    case 'declaration.received':
    case 'declaration.secondAsked':
      return declarationText(facts);
    case 'delivery.unsigned':
    case 'fallback.asked':
    case 'fallback.answered':
      return unsignedText(facts, nameOf);
    case 'submission.superseded':
      return supersededText(facts, nameOf(facts.about));
    case 'paper.equal':
    case 'paper.differs':
    case 'submission.differs':
      return paperText(facts, nameOf);
    case 'delivery.readDiffers':
      return readText(facts, nameOf);
    case 'delivery.requested':
      return requestedText(facts, nameOf(facts.from));
    case 'request.answered':
    case 'stations.referred':
    case 'stations.answered':
      return talkText(facts, nameOf(facts.by));
    case 'result.published':
    case 'report.received':
      return publicText(facts, nameOf);
    case 'result.setAside':
      return setAsideText(facts, nameOf(facts.by));
    case 'key.clashed':
      return { ...(facts.own ? CLASHED.own : CLASHED.other), href: '/sleutels' };
    case 'key.decided':
      return { ...DECIDED[facts.suspended === true ? 'suspended' : facts.state], href: '/sleutels' };
    case 'key.misused':
    case 'key.cleared':
      return misusedText(facts, nameOf(facts.about));
    case 'object.damaged':
      return {
        title: `Alarm: een bestand van levering ${facts.number} is beschadigd`,
        text: 'De bytes in de opslag horen niet bij hun vingerafdruk. Het bestand wordt niet meer verstrekt. Zet het terug uit de reservekopie en onderzoek de oorzaak.',
        href: historyOf(facts.number),
      };
    case 'register.damaged':
    case 'release.damaged':
    case 'release.differs':
      return publishedText(facts, nameOf);
    case 'setup.wrong':
      return setupText(facts, nameOf(facts.by));
    case 'authorisations.due':
      return authorisationsText(facts);
    case 'unknown':
      return unknownText(facts);
    default:
      return assertNever(facts);
  }
}

/** A committee found that its data are not right. */
function setupText({ electionId }: Extract<NoticeFacts, { kind: 'setup.wrong' }>, by: string): NoticeText {
  return {
    title: `Inrichting klopt niet: ${by}`,
    text: `Dit orgaan controleerde zijn gegevens in ${electionId} en meldde een fout. Lees wat er niet klopt, herstel het en bel het orgaan.`,
    href: `/inrichtingen?${new URLSearchParams({ verkiezing: electionId, stand: 'wrong' }).toString()}`,
  };
}

/** A body did not get a file as required. */
function requestedText(
  { message, requestId, dueAt }: Extract<NoticeFacts, { kind: 'delivery.requested' }>,
  by: string,
): NoticeText {
  return {
    title: `${by} vraagt u te leveren`,
    text: `Het gaat om: ${messageText(message)}. Lever het bestand ${dueAt === undefined ? 'zo snel mogelijk' : `uiterlijk op ${formatTime(new Date(dueAt))}`}, of antwoord waarom u geen ander bestand levert.`,
    href: requestId === undefined ? '/leveringen' : `/verzoeken/${requestId}`,
  };
}

/** What bodies ask and answer each other of stations, and of files in words. */
function talkText(
  facts: Extract<NoticeFacts, { kind: 'request.answered' | `stations.${string}` }>,
  by: string,
): NoticeText {
  if (facts.kind === 'request.answered')
    return {
      title: `${by} antwoordde op uw verzoek`,
      text: `U vroeg om: ${messageText(facts.message)}. Het stembureau zegt waarom het geen ander bestand levert. Lees het antwoord in uw overzicht.`,
      href: '/ontvangen',
    };
  const stations = counted(facts.stations, 'stembureau', 'stembureaus');
  const href = `/terugverwijzingen/${facts.referralId}`;
  return facts.kind === 'stations.referred'
    ? {
        title: `${by} vraagt u te kijken naar ${stations}`,
        text: 'Zeg per stembureau of de cijfers blijven staan, of lever na een nieuwe zitting een nieuwe versie.',
        href,
      }
    : {
        title: `${by} antwoordde voor ${stations}`,
        text: 'Het gaat om stembureaus die u terugverwees. Lees per stembureau wat de gemeente vond.',
        href,
      };
}

/** What a committee found of its own outcome; its recipients and the Kiesraad are told. */
function setAsideText(
  { ended }: Extract<NoticeFacts, { kind: 'result.setAside' }>,
  sender: string,
): NoticeText {
  return ended
    ? {
        title: `Telt weer mee: de uitkomst van ${sender}`,
        text: 'Het stembureau gebruikt de uitkomst van de programmatuur toch. Wat u van dit stembureau hebt, telt weer mee.',
        href: null,
      }
    : {
        title: `Niet gebruiken: ${sender} laat de uitkomst buiten beschouwing`,
        text: 'De programmatuur werkte daar niet betrouwbaar en dat kon niet op tijd worden hersteld. Gebruik geen bestand van dit stembureau. Het papier gaat voor.',
        href: null,
      };
}

/** Of a kind that this release does not know. */
function unknownText({ number }: UnknownFacts): NoticeText {
  return {
    title: number === null ? 'Nieuw bericht' : `Bericht over levering ${number}`,
    text: 'Dit bericht is van een nieuwere versie van het platform en kan hier nog niet worden getoond. Kijk straks opnieuw.',
    href: number === null ? null : historyOf(number),
  };
}

/** Roles that somebody has to confirm before a vote. */
function authorisationsText({
  open,
  votingDay,
  closesOn,
}: Extract<NoticeFacts, { kind: 'authorisations.due' }>): NoticeText {
  return {
    title: `Kijk na wie er nog mag werken: ${open}`,
    text: `Het gaat om de stemming van ${formatDay(votingDay)}. Wat op ${formatDay(closesOn)} niet is bevestigd, kan worden gesloten.`,
    href: '/rechten',
  };
}

const CLASHED = {
  own: {
    title: 'Een ander stembureau meldde uw sleutel aan',
    text: 'Dat is geweigerd. Uw sleutel blijft gelden. Ga na of uw geheime sleutel nog alleen bij u is en bel de helpdesk.',
  },
  other: {
    title: 'Uw sleutel is al van een ander stembureau',
    text: 'De aanmelding is geweigerd. Maak in OSV of Abacus een nieuwe sleutel, meld die aan en bel de helpdesk.',
  },
} as const;

/** A declaration on the aansluitvoorschriften came in, or waits for a second person of the body. */
function declarationText({
  kind,
  votingDay,
  version,
  late,
}: Extract<NoticeFacts, { kind: `declaration.${string}` }>): NoticeText {
  const day = formatDay(votingDay);
  const href = `/verklaring/${votingDay}`;
  if (kind === 'declaration.secondAsked')
    return {
      title: `Bevestig de verklaring voor ${day} mee`,
      text: 'Een collega legde de verklaring af en vraagt een ander van uw organisatie om haar mee te bevestigen.',
      href,
    };
  return {
    title: `Ontvangen: uw verklaring voor ${day}`,
    text: `Dit is versie ${version}. De Kiesraad heeft haar${late ? ', te laat,' : ' op tijd'} ontvangen. Zet haar op uw eigen website en vul het adres in.`,
    href,
  };
}

/** A committee without a key: what it asks, what it may, and what it then handed in. */
function unsignedText(
  facts: Extract<NoticeFacts, { kind: 'delivery.unsigned' | `fallback.${string}` }>,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  if (facts.kind === 'fallback.answered')
    return { ...FALLBACK[facts.state], href: facts.state === 'allowed' ? '/leveringen/nieuw' : '/terugval' };
  if (facts.kind === 'fallback.asked')
    return {
      title: `${nameOf(facts.by)} heeft geen sleutel meer`,
      text: `Het stembureau vraagt om één levering zonder handtekening: ${messageText(facts.message)}. Beslis nu.`,
      href: `/terugval/${facts.fallbackId}`,
    };
  return {
    title: `Niet ondertekend: ${messageText(facts.message)} van ${nameOf(facts.about)}`,
    text: `Levering ${facts.number} heeft geen handtekening. De Kiesraad stond deze ene levering toe. Vergelijk met uw papier; pas daarna kunt u de ontvangst bevestigen.`,
    href: historyOf(facts.number),
  };
}

const FALLBACK = {
  allowed: {
    title: 'U mag één bestand zonder handtekening leveren',
    text: 'De Kiesraad staat het toe. Kies het .eml.xml of het ZIP-bestand. Kijk op de pagina tot wanneer.',
  },
  refused: {
    title: 'U mag niet zonder handtekening leveren',
    text: 'De Kiesraad staat het niet toe. Lees waarom, en meld zo nodig een nieuwe sleutel aan.',
  },
  withdrawn: {
    title: 'U mag niet meer zonder handtekening leveren',
    text: 'De Kiesraad trok de toestemming in. Lees waarom.',
  },
} as const;

/** A delivery was signed with a key that somebody else may have had, or after all had not. */
function misusedText(
  facts: Extract<NoticeFacts, { kind: 'key.misused' | 'key.cleared' }>,
  sender: string,
): NoticeText {
  if (facts.kind === 'key.cleared')
    return {
      title: `Sleutel toch in orde: ${messageText(facts.message)} van ${sender}`,
      text: `De Kiesraad heeft de opschorting van de sleutel van levering ${facts.number} opgeheven: er is geen aanwijzing meer dat een ander de sleutel had. De levering blijft staan. U hoeft niets meer te doen.`,
      href: historyOf(facts.number),
    };
  return {
    title: `Sleutel misschien misbruikt: ${messageText(facts.message)} van ${sender}`,
    text: `Levering ${facts.number} is ondertekend met een sleutel die een ander kan hebben gehad. De levering blijft staan. Bel het stembureau en vergelijk met het papier. Het papier gaat voor.`,
    href: historyOf(facts.number),
  };
}

/** Where everything stands that happened to a delivery; of a number that is not known, the log. */
function historyOf(number: string): string {
  return number === UNKNOWN_NUMBER ? '/logboek' : `/leveringen/nummer/${number}`;
}

/** What happened to software or a document that the Kiesraad published. */
function publishedText(
  facts: Extract<NoticeFacts, { kind: 'register.damaged' | `release.${string}` }>,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  if (facts.kind === 'register.damaged')
    return {
      title: 'Alarm: een document van het publicatieregister is beschadigd',
      text: 'De bytes in de opslag horen niet bij hun vingerafdruk. Het bestand wordt niet meer verstrekt. Zet het terug uit de reservekopie en onderzoek de oorzaak.',
      href: `/register/${encodeURIComponent(facts.electionId)}/${encodeURIComponent(facts.documentKind)}`,
    };
  if (facts.kind === 'release.damaged')
    return {
      title: 'Alarm: een bestand van een release is beschadigd',
      text: 'De bytes in de opslag horen niet bij hun vingerafdruk. Het bestand wordt niet meer verstrekt. Zet het terug uit de reservekopie en onderzoek de oorzaak.',
      href: `/releases/${facts.releaseId}`,
    };
  if (facts.by === undefined)
    return {
      title: `Niet installeren: dit is niet ${facts.release}`,
      text: 'U meldde een vingerafdruk die bij geen enkel bestand van deze release hoort. Gebruik het bestand niet. Bel nu de helpdesk. De Kiesraad heeft bericht.',
      href: `/programmatuur/${facts.releaseId}/installatie`,
    };
  return {
    title: `Alarm: ${nameOf(facts.by)} zag een andere vingerafdruk`,
    text: `Het gaat om ${facts.release}. Bel het orgaan: het mag dit bestand niet gebruiken. Onderzoek waar het vandaan komt.`,
    href: `/releases/${facts.releaseId}`,
  };
}

/** A newer version came in; with other figures and no new session it is an alarm. */
function supersededText(
  facts: Extract<NoticeFacts, { kind: 'submission.superseded' }>,
  sender: string,
): NoticeText {
  if (facts.alarm === true)
    return {
      title: `Alarm: cijfers gewijzigd zonder nieuwe zitting: ${messageText(facts.message)} van ${sender}`,
      text: `Levering ${facts.number} vervangt een eerdere en heeft andere cijfers. De afzender zei niet dat er een nieuwe zitting was. Bel het stembureau. Het papier gaat voor.`,
      href: historyOf(facts.number),
    };
  return {
    title: `Nieuwe versie: ${messageText(facts.message)} van ${sender}`,
    text: `Levering ${facts.number} vervangt de eerdere. Gebruik de nieuwe versie; de oude blijft leesbaar.`,
    href: historyOf(facts.number),
  };
}

/** A file came in for the first time. */
function createdText(
  { message, number }: Extract<NoticeFacts, { kind: 'delivery.created' }>,
  sender: string,
): NoticeText {
  return {
    title: `Nieuw: ${messageText(message)} van ${sender}`,
    text: `Levering ${number} staat voor u klaar. Haal het bestand op en vergelijk de vingerafdruk met het papier.`,
    href: historyOf(number),
  };
}

/** To who read it in, who sent it and the Kiesraad. */
function readText(
  { message, about, by, number }: Extract<NoticeFacts, { kind: 'delivery.readDiffers' }>,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  return {
    title: `Andere vingerafdruk na inlezen: ${messageText(message)} van ${nameOf(about)}`,
    text: `${nameOf(by)} las levering ${number} in. Het telprogramma toonde daarna een andere vingerafdruk. Het bestand telt niet als ingelezen. Haal het opnieuw op, en bel elkaar als het verschil blijft.`,
    href: historyOf(number),
  };
}

/** What a comparison after delivery found; of a recipient's the sender is told, and the Kiesraad of what differs. */
function paperText(
  facts: Extract<NoticeFacts, { kind: 'paper.equal' | 'paper.differs' | 'submission.differs' }>,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  const { kind, number, message, about, by } = facts;
  const what = `${messageText(message)} van ${nameOf(about)}`;
  const href = historyOf(number);
  if (kind === 'paper.equal')
    return by === undefined
      ? {
          title: `Alsnog vergeleken: ${what}`,
          text: `Het stembureau vergeleek levering ${number} na het indienen met het papier. Alle 64 tekens zijn gelijk.`,
          href,
        }
      : {
          title: `Toch gelijk aan papier: ${what}`,
          text: `${nameOf(by)} vergeleek levering ${number} nog eens met het papier. Alle 64 tekens zijn gelijk.`,
          href,
        };
  const title = `Wijkt af van papier: ${what}`;
  if (by !== undefined) {
    const said = `${nameOf(by)} meldde dat het papier daar iets anders zegt dan levering ${number}. De levering blijft staan.`;
    const rest = kind === 'paper.differs' ? ` Bel ${nameOf(by)}. Het papier gaat voor.` : '';
    return { title, text: `${said}${rest}`, href };
  }
  const text =
    kind === 'submission.differs'
      ? `Het stembureau meldde dat zijn papier iets anders zegt dan levering ${number}. De levering blijft staan.`
      : `Op het papier van het stembureau staat iets anders dan in levering ${number}. Gebruik het bestand niet en bel het stembureau. Het papier gaat voor.`;
  return { title, text, href };
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
  suspended: {
    title: 'Uw sleutel is opgeschort',
    text: 'Lever niets dat met deze sleutel is ondertekend. De Kiesraad beslist binnen een uur. Bel de helpdesk, of meld een nieuwe sleutel aan.',
  },
  revoked: {
    title: 'Uw sleutel is ingetrokken',
    text: 'Met deze sleutel kunt u niets meer leveren. Wat eerder werd geleverd, blijft gelden.',
  },
} as const;
