import { passed, refused, skipped, warned } from '../checks/check.js';
import type { Check } from '../verdict.js';
import { isDigestOf } from './algorithms.js';
import { readAnyCertificate, type AnyCertificate } from './certificate.js';
import { signerSigned } from './document-timestamp.js';
import { readSignedData, type CmsProfile, type SignedDataFacts } from './signed-data.js';
import { isTrusted, signerFault } from './trust.js';

/** Who signed, as the certificate says; `known` when that rests on the trust list. */
export interface SignerFacts {
  /** Times are ISO 8601 in UTC, the serial number lowercase hex. */
  readonly signer: { readonly name: string; readonly serial: string; readonly notAfter: string } | null;
  /** By the signer's own clock, ISO 8601 in UTC. */
  readonly signedAt: string | null;
  readonly known: boolean;
}

interface Judged {
  readonly checks: readonly Check[];
  readonly facts: SignerFacts;
}

const NOBODY: SignerFacts = { signer: null, signedAt: null, known: false };
/** A clock may be this much ahead. */
const CLOCK_MS = 5 * 60_000;
const NOT_ASKED =
  'Niet nagevraagd: het platform vraagt niets aan de uitgever van het certificaat. Controleer dit zelf bij twijfel.';

/**
 * Judges a signature over a document: its form, that its digest is `digest` of the document, that its key made it, when, and
 * whether its certificate leads to the trust list. `dictTime` is the time that the PDF gives, for when the signature has none.
 */
export function judgeSigner(
  cms: Uint8Array | null,
  profile: CmsProfile,
  digest: (hash: string) => Buffer,
  dictTime: Date | null,
  { trust, at }: { readonly trust: readonly Uint8Array[]; readonly at: Date },
): Judged {
  const data =
    cms === null ? 'zij is te groot, of geen DER met alleen nullen erachter' : readSignedData(cms, profile);
  if (typeof data === 'string')
    return {
      checks: [refused('pdf.cms', `De handtekening heeft niet de afgesproken vorm: ${data}.`)],
      facts: NOBODY,
    };
  const { signer } = data;
  const moment = data.signingTime ?? dictTime;
  const sound = soundness(data, digest);
  const holds = sound.every(({ result }) => result === 'pass');
  const judgedAt = moment ?? at;
  const why = signerFault(signer, judgedAt);
  const chain = chainCheck(data, trust, judgedAt, holds && why === null);
  return {
    checks: [
      passed('pdf.cms', 'De vorm klopt, met één ondertekenaar.'),
      ...sound,
      timeCheck(moment, at),
      why === null
        ? passed('pdf.certificate', 'Het certificaat was toen geldig.')
        : refused('pdf.certificate', why),
      chain,
      skipped('pdf.revocation', NOT_ASKED),
    ],
    facts: {
      signer: { name: signer.name, serial: signer.serial, notAfter: signer.notAfter.toISOString() },
      signedAt: moment?.toISOString() ?? null,
      known: chain.result === 'pass',
    },
  };
}

function soundness(data: SignedDataFacts, digest: (hash: string) => Buffer): Check[] {
  const { hash, scheme, signer } = data;
  const weak = hash === null || scheme?.hash !== hash || signer.key === null;
  if (weak || scheme === null)
    return [
      refused(
        'pdf.algorithms',
        'De handtekening gebruikt een rekenwijze of sleutel die te zwak is, of hier niet is afgesproken.',
      ),
      skipped('pdf.digest', 'De rekenwijze telt niet.'),
      skipped('pdf.signature', 'De rekenwijze telt niet.'),
    ];
  const same = isDigestOf(hash, data.messageDigest) && digest(hash).equals(data.messageDigest);
  const other =
    'Het bestand is veranderd na het ondertekenen, of de handtekening hoort bij een ander bestand.';
  return [
    passed('pdf.algorithms', 'De rekenwijzen en de sleutel zijn sterk genoeg.'),
    same ? passed('pdf.digest', 'De handtekening hoort bij dit bestand.') : refused('pdf.digest', other),
    signerSigned(data)
      ? passed('pdf.signature', 'De handtekening is met deze sleutel gezet.')
      : refused('pdf.signature', 'De handtekening is niet gezet met de sleutel van het certificaat.'),
  ];
}

function timeCheck(moment: Date | null, at: Date): Check {
  if (moment === null) return warned('pdf.time', 'Er staat niet in wanneer is ondertekend.');
  return moment.getTime() > at.getTime() + CLOCK_MS
    ? refused('pdf.time', 'De tijd van ondertekenen ligt in de toekomst.')
    : passed('pdf.time', 'De tijd van ondertekenen is die van de klok van de ondertekenaar.');
}

function chainCheck(data: SignedDataFacts, trust: readonly Uint8Array[], at: Date, holds: boolean): Check {
  if (!holds) return skipped('pdf.chain', 'De handtekening of het certificaat klopt niet.');
  if (trust.length === 0) return warned('pdf.chain', 'Handtekening klopt, ondertekenaar niet vastgesteld.');
  const trusted = trust.map(readAnyCertificate).filter((each): each is AnyCertificate => each !== null);
  return isTrusted(data.signer, data.others, trusted, at)
    ? passed('pdf.chain', 'Het certificaat is uitgegeven door een uitgever op de lijst.')
    : refused('pdf.chain', 'De uitgever van het certificaat staat niet op de lijst van wie wordt vertrouwd.');
}
