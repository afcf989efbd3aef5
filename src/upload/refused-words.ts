import { findCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { choiceIn, ENTRY_BYTES, sizeWords } from '../kernel/recognise-file.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { CheckCode } from '../verify/checks/catalogue.js';
import { electionWordsOf } from '../verify/checks/identity.js';
import { OTHER_KEY } from '../verify/checks/signature.js';
import type { Verdict } from '../verify/verdict.js';

/** Why a file was refused and what to do now, in the words of who sent it. */
export interface RefusalWords {
  /** Code of the check. */
  readonly code: string;
  readonly headline: string;
  /** The one thing to do. */
  readonly action: string;
}

/** What is said of a check that refused: `says` null where the check's own sentence is the clearest. */
interface Words {
  readonly says: string | null;
  readonly todo: string;
}

const EXPORT_AGAIN = 'Exporteer het bestand opnieuw uit OSV of Abacus. Open het niet, en lever dat bestand.';
const SEND_AGAIN =
  'Verstuur het bestand opnieuw. Lukt het weer niet? Exporteer het dan opnieuw uit OSV of Abacus.';
const CHOOSE_PACKAGE =
  'Kies het ZIP-bestand zoals het uit OSV of Abacus komt, zonder er iets aan te veranderen.';
const RIGHT_FILE = 'Kies het goede bestand.';
const HELPDESK = `${EXPORT_AGAIN} Lukt het weer niet? Bel de helpdesk.`;

/** Every check that can refuse. Also on the card beside the phone, where `says` null stands as the check's title. */
export const REFUSED: Readonly<Partial<Record<CheckCode, Words>>> = {
  'container.sound': { says: 'Het pakket is onderweg beschadigd, of anders ingepakt.', todo: SEND_AGAIN },
  'container.limits': {
    says: null,
    todo: `Is het een scan? Maak die kleiner dan ${sizeWords(ENTRY_BYTES)}. ${CHOOSE_PACKAGE}`,
  },
  'container.names': { says: 'Een bestandsnaam in het pakket is niet veilig.', todo: CHOOSE_PACKAGE },
  'container.headers': { says: 'Het pakket is onderweg beschadigd of veranderd.', todo: SEND_AGAIN },
  'container.duplicates': { says: 'Een bestand zit twee keer in het pakket.', todo: CHOOSE_PACKAGE },
  'container.contents': { says: null, todo: CHOOSE_PACKAGE },
  'fingerprint.compared': {
    says: 'De vingerafdruk is een andere dan die op het papieren proces-verbaal.',
    todo: 'Lever het bestand dat bij dit papier hoort. Was het toch gelijk? Verstuur het bestand opnieuw en vergelijk nog eens.',
  },
  'signature.format': {
    says: 'De handtekening is niet zoals die uit OSV of Abacus komt.',
    todo: EXPORT_AGAIN,
  },
  'signature.key': {
    says: 'Uw stembureau heeft geen goedgekeurde sleutel voor deze verkiezing.',
    todo: 'Kijk bij Sleutels. Is uw sleutel goedgekeurd, verstuur het bestand dan opnieuw.',
  },
  'signature.verifies': { says: 'Het bestand is veranderd na het ondertekenen.', todo: EXPORT_AGAIN },
  'xml.encoding': { says: 'Het telbestand is beschadigd.', todo: SEND_AGAIN },
  'xml.doctype': { says: 'Het telbestand is niet zoals het uit OSV of Abacus komt.', todo: EXPORT_AGAIN },
  'xml.wellformed': { says: 'Het telbestand is beschadigd of niet volledig.', todo: SEND_AGAIN },
  'xml.limits': { says: 'Het telbestand is niet zoals het uit OSV of Abacus komt.', todo: HELPDESK },
  'identity.type': { says: null, todo: RIGHT_FILE },
  'identity.election': { says: 'Dit bestand is van een andere verkiezing.', todo: RIGHT_FILE },
  'identity.date': { says: 'Dit bestand is van een andere verkiezingsdag.', todo: RIGHT_FILE },
  'identity.committee': {
    says: 'Dit bestand is van een ander stembureau.',
    todo: 'Kies het bestand van uw eigen stembureau.',
  },
  'identity.contest': { says: 'Dit bestand is van een andere kieskring.', todo: RIGHT_FILE },
  'identity.version': { says: 'Dit bestand is van een andere versie van EML_NL.', todo: EXPORT_AGAIN },
  'order.repeat': {
    says: 'Dit bestand is al eens ingediend en daarna vervangen.',
    todo: 'Lever het nieuwste bestand.',
  },
  'order.barred': {
    says: 'Dit bestand is een proeftelling: het is gebruikt om iets te proberen, en telt nooit mee.',
    todo: 'Exporteer de echte telling uit OSV of Abacus, en lever dat bestand.',
  },
  'order.replaces': { says: null, todo: 'Kijk bij Leveringen wat nu geldt, en begin daar opnieuw.' },
  'structure.required': { says: 'Het telbestand is niet volledig.', todo: HELPDESK },
  'structure.ids': { says: 'Een nummer of code in het telbestand klopt niet.', todo: HELPDESK },
  'structure.numbers': { says: 'Een aantal in het telbestand klopt niet.', todo: HELPDESK },
  'structure.unique': {
    says: 'Een stembureau, lijst of kandidaat staat dubbel in het telbestand.',
    todo: HELPDESK,
  },
};

/**
 * Where these refuse, what else is refused follows from it, or does not matter: a file of another election knows no key here
 * either, and a test count replaces nothing.
 */
const EXPLAINS_THE_REST: readonly string[] = ['identity.election', 'identity.committee', 'order.barred'];

/** The check that refused, of several the most telling: with the number it is what one says by phone. Null when none did. */
export function firstRefusal(verdict: Verdict): string | null {
  const refused = verdict.checks.filter((check) => check.result === 'refuse').map(({ code }) => code);
  return EXPLAINS_THE_REST.find((code) => refused.includes(code)) ?? refused[0] ?? null;
}

/**
 * Why `sender`'s file was refused, and the one thing to do. Names come from the election as it was set up, never from the
 * file. Of a verdict that an older catalogue made it says what the check itself said.
 */
export function explainRefusal(verdict: Verdict, plan: ElectionPlan, sender: CommitteeRef): RefusalWords {
  const code = firstRefusal(verdict) ?? '';
  const detail = verdict.checks.find((check) => check.code === code)?.detail ?? '';
  const words: Words = REFUSED[code as CheckCode] ?? { says: null, todo: HELPDESK };
  return {
    code,
    headline: words.says ?? detail,
    action: words.todo,
    ...causeOf(code, detail, verdict, plan, sender),
  };
}

function causeOf(
  code: string,
  detail: string,
  verdict: Verdict,
  plan: ElectionPlan,
  sender: CommitteeRef,
): Partial<RefusalWords> {
  switch (code) {
    case 'container.sound':
    case 'container.contents':
    case 'container.limits': {
      const choice = choiceIn(detail);
      return choice === null ? {} : { headline: `${choice.says}.`, action: choice.todo };
    }
    case 'signature.verifies':
      return detail === OTHER_KEY
        ? {
            headline: OTHER_KEY,
            action: 'Onderteken met de sleutel die is aangemeld, of meld deze sleutel aan bij Sleutels.',
          }
        : {};
    case 'identity.election':
      return verdict.election === null ? {} : { headline: otherElection(verdict.election, plan) };
    case 'identity.committee':
      return verdict.committee === null ? {} : { headline: otherBody(verdict.committee, plan, sender) };
    default:
      return {};
  }
}

/** Two elections of one kind are told apart by their codes. */
function otherElection(found: string, { definition }: ElectionPlan): string {
  const [there, here] = [electionWordsOf(found), electionWordsOf(definition.id)];
  if (there === null || here === null || there === here)
    return `Dit bestand is van ${there?.election ?? 'de verkiezing'} ${found}. U werkt nu voor ${definition.id}.`;
  return `Dit bestand is van ${there.election}. U werkt nu voor ${here.body}.`;
}

function otherBody(found: CommitteeRef, { committees }: ElectionPlan, sender: CommitteeRef): string {
  const [there, here] = [findCommittee(committees, found), findCommittee(committees, sender)];
  return `Dit is het bestand van ${there?.place ?? found.code}. U werkt voor ${here?.place ?? sender.code}.`;
}
