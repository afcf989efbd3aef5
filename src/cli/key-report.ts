import { dutchDay } from '../kernel/dutch-time.js';
import { inGroups, type Sha256 } from '../kernel/fingerprint.js';
import { explained } from '../kernel/refusal.js';
import { describeSubject } from '../keys/certificate-of.js';
import { KEY_REFUSALS } from '../keys/refusals.js';
import {
  isUserIdOf,
  readCertificate,
  type Certificate,
  type CertificateSubject,
} from '../verify/cms/certificate.js';
import { judgeKeyFile, type KeyFileJudgement, type KeyFinding } from '../verify/key/judge-key-file.js';
import { readKeyFile } from '../verify/key/read-key-file.js';
import type { KeyRequest } from './arguments.js';
import { MARK, visible } from './report.js';

interface KeyCheck {
  readonly code: keyof typeof KEY_REFUSALS;
  readonly result: 'pass' | 'refuse' | 'skipped';
  /** Dutch. */
  readonly detail: string;
}

/** What `overdracht key --json` prints: exactly these fields. */
export interface KeyReport {
  readonly verdict: 'accepted' | 'refused';
  /** SHA-256 over the certificate's DER; null without exactly one certificate. */
  readonly fingerprint: Sha256 | null;
  readonly subject: CertificateSubject | null;
  /** ISO 8601 in UTC. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly key: { readonly algorithm: 'RSA'; readonly bits: number } | null;
  readonly checks: readonly KeyCheck[];
}

/** What the door looks for in a file that is one whole certificate, as a sentence that is true when it was not found. */
const STANDS: Readonly<Partial<Record<KeyFinding['code'], string>>> = {
  algorithm: 'De sleutel is RSA, ondertekend met SHA-256.',
  wrongSize: 'De lengte van de sleutel is goed.',
  exponent: 'De exponent is 65537.',
  corruptModulus: 'De getallen in de sleutel hebben geen patroon.',
  roca: 'De sleutel komt niet van een chip met voorspelbare sleutels (ROCA).',
  closePrimes: 'De twee priemgetallen liggen ver genoeg uit elkaar.',
  smallFactor: 'De sleutel is niet deelbaar door een klein getal.',
  readersDiffer: 'Twee programma’s lezen hetzelfde in het certificaat.',
  notSelfSigned: 'Het certificaat is ondertekend met zijn eigen sleutel.',
};
const LOOKED_FOR = Object.entries(STANDS) as [KeyFinding['code'], string][];

/** What only the platform knows. */
const ONLY_THERE = {
  'keys.debianWeak': 'Of de sleutel op de lijst van zwakke sleutels staat, weet alleen het platform.',
  'keys.burnt': 'Of de geheime sleutel ooit is verstuurd, weet alleen het platform.',
  'keys.sharedFactor': 'Of een andere sleutel een getal met deze deelt, weet alleen het platform.',
  'keys.alreadyRegistered': 'Of de sleutel al is aangemeld, weet alleen het platform.',
} as const;

/** What is said of a private key here, where nothing left the computer. */
const KEEP_IT =
  'In dit bestand zit een geheime sleutel. Hier is niets van bewaard of verstuurd. Laat het bestand waar het is en meld het niet aan: kies het certificaat, het bestand public_key….crt uit het telprogramma. Is het bestand al eens verstuurd? Maak dan in het telprogramma een nieuwe sleutel aan.';

/**
 * Judges a file as the door of the platform does, as far as that can be known away from it. Nothing of a private key is given, and
 * the bytes are wiped when there is one in them. Times are compared with nothing: an expired certificate is taken too.
 */
export function judgeKey(bytes: Uint8Array, request: KeyRequest): KeyReport {
  const judged = judgeKeyFile(bytes);
  const certificate = certificateIn(bytes, judged);
  if (judged.findings.some(isSecret)) bytes.fill(0);
  const { subject = null, notBefore = null, notAfter = null, key = null } = certificate ?? {};
  const there = Object.entries(ONLY_THERE) as [KeyCheck['code'], string][];
  const checks: KeyCheck[] = [
    ...fileChecks(judged),
    ...ownerChecks(subject, request),
    ...there.map(([code, detail]) => ({ code, result: 'skipped' as const, detail })),
  ];
  const isRefused = checks.some(({ result }) => result === 'refuse');
  return {
    verdict: isRefused ? 'refused' : 'accepted',
    fingerprint: judged.fingerprint,
    ...{ subject, notBefore, notAfter },
    key: key && { algorithm: 'RSA', bits: key.bits },
    checks,
  };
}

/** A certificate that is refused may still say whose it is. */
function certificateIn(
  bytes: Uint8Array,
  { fingerprint, certificate }: KeyFileJudgement,
): Certificate | null {
  if (certificate !== null || fingerprint === null) return certificate;
  const file = readKeyFile(bytes);
  const reading = file.kind === 'certificate' ? readCertificate(file.der) : null;
  return reading?.kind === 'certificate' ? reading.certificate : null;
}

function isSecret({ code }: KeyFinding): boolean {
  return code === 'privateKey' || code === 'privateKeyUnread';
}

function fileChecks({ findings, passed }: KeyFileJudgement): KeyCheck[] {
  const form = findings.filter(({ code }) => STANDS[code] === undefined).map(refusedBy);
  const whole: KeyCheck = {
    code: 'keys.unreadable',
    result: 'pass',
    detail: 'In het bestand staat één certificaat, en het is heel.',
  };
  const rest = LOOKED_FOR.map(([code, stands]): KeyCheck => {
    const finding = findings.find((one) => one.code === code);
    if (finding !== undefined) return refusedBy(finding);
    return passed.includes(code)
      ? { code: `keys.${code}`, result: 'pass', detail: stands }
      : { code: `keys.${code}`, result: 'skipped', detail: 'Niet bekeken.' };
  });
  return [...(form.length > 0 ? form : [whole]), ...rest];
}

function refusedBy(finding: KeyFinding): KeyCheck {
  const code = `keys.${finding.code}` as const;
  const { detail } = explained(KEY_REFUSALS[code], finding.details);
  return { code, result: 'refuse', detail: isSecret(finding) ? KEEP_IT : detail };
}

function ownerChecks(
  subject: CertificateSubject | null,
  { election, committee }: KeyRequest,
): readonly KeyCheck[] {
  const compare = (
    code: 'keys.wrongElection' | 'keys.wrongCommittee',
    [found, expected]: readonly [string | null, string | null],
    same: boolean,
  ): KeyCheck => {
    if (subject === null || expected === null)
      return {
        code,
        result: 'skipped',
        detail: 'Niet vergeleken. Lees hierboven voor wie het certificaat is.',
      };
    if (same) return { code, result: 'pass', detail: `Het certificaat is van ${found ?? expected}.` };
    const { detail } = explained(KEY_REFUSALS[code], { found: found ?? 'niemand', expected });
    return { code, result: 'refuse', detail };
  };
  const { organization = null, userId = null } = subject ?? {};
  return [
    compare('keys.wrongElection', [organization, election], organization === election),
    compare(
      'keys.wrongCommittee',
      [userId, committee?.code ?? null],
      committee !== null && isUserIdOf(userId, committee.code),
    ),
  ];
}

/** The same as people read it: Dutch, whose it is and what is read out by telephone first. */
export function keyText(report: KeyReport, file: string, now: Date): string {
  const { subject, notBefore, notAfter, key, fingerprint, checks } = report;
  const known = (value: string | null | undefined) => visible(value ?? 'onbekend');
  const validity =
    notBefore === null || notAfter === null
      ? null
      : `${dutchDay(new Date(notBefore))} tot en met ${dutchDay(new Date(notAfter))}${new Date(notAfter) < now ? ' (verlopen)' : ''}`;
  const head = [
    `Bestand:        ${visible(file)}`,
    `Voor:           ${known(subject?.commonName ?? subject?.locality)}`,
    `Verkiezing:     ${known(subject?.organization)}`,
    `Stembureau:     ${known(subject?.userId)}`,
    `Houder:         ${known(subject && describeSubject(subject))}`,
    `Geldig:         ${known(validity)}`,
    `Soort sleutel:  ${known(key && `${key.algorithm}, ${String(key.bits)} bits`)}`,
    `Vingerafdruk:   ${fingerprint === null ? 'geen' : inGroups(fingerprint)}`,
  ];
  const lines = checks.map(
    ({ code, result, detail }) => `${MARK[result]} ${code.padEnd(24)} ${visible(detail)}`,
  );
  const end =
    report.verdict === 'accepted'
      ? 'GOEDGEKEURD, voor zover dat zonder het platform te zien is. Lees de Kiesraad de vingerafdruk voor vanaf dit scherm: alle 16 groepen.'
      : 'AFGEKEURD. Meld dit bestand niet aan; hierboven staat bij ✗ waarom.';
  return [...head, '', ...lines, '', end, ''].join('\n');
}
