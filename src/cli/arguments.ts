import { COMMITTEE_LEVELS, ELECTION_ID, type CommitteeRef } from '../kernel/committee.js';
import { isElectoralCollege } from '../kernel/eml-ids.js';

/** What to judge and by what, as asked on the command line or in a line of a batch. */
export interface VerifyRequest {
  readonly file: string;
  readonly signature: string | null;
  /** Certificate files, PEM or DER; at least one, unless a list says the keys. */
  readonly certs: readonly string[];
  /** File of a signed key list, whose signature stands beside it as `….p7s`; null when certificates were given. */
  readonly keys: string | null;
  /** File of the certificate that the list is trusted by; null without a list. */
  readonly trust: string | null;
  readonly election: string;
  readonly committee: CommitteeRef;
  /** The level was named (`NBSB:0998`), not guessed from the code. */
  readonly levelGiven: boolean;
  /** File of a 110a; null when none was given. */
  readonly definition: string | null;
}

/** A file to look at as the certificate of a key, and whose it should be where that was given. */
export interface KeyRequest {
  readonly file: string;
  readonly election: string | null;
  readonly committee: CommitteeRef | null;
}

/** A command line, understood. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'batch' }
  | { readonly kind: 'verify'; readonly request: VerifyRequest; readonly json: boolean }
  | { readonly kind: 'key'; readonly request: KeyRequest; readonly json: boolean }
  /** `reason` is a Dutch sentence. */
  | { readonly kind: 'misuse'; readonly reason: string };

const MANY = new Set(['--cert']);
const ONE = new Set(['--election', '--committee', '--definition', '--keys', '--trust']);
const NONE = new Set(['--json', '--batch']);

interface Split {
  readonly files: string[];
  readonly values: Map<string, string[]>;
}

/** Understands what stands after `overdracht`. Never throws. */
export function readArguments(words: readonly string[]): Command {
  const [command, ...rest] = words;
  if (command === undefined || ['help', '--help', '-h'].includes(command)) return { kind: 'help' };
  if (['version', '--version', '-v'].includes(command)) return { kind: 'version' };
  if (command !== 'verify' && command !== 'key') return misuse(`Onbekende opdracht ‘${command}’.`);
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help' };
  const split = splitWords(rest);
  if (typeof split === 'string') return misuse(split);
  if (command === 'key') return readKeyCommand(split);
  if (split.values.has('--batch')) {
    return rest.length === 1
      ? { kind: 'batch' }
      : misuse('--batch staat alleen: de opdrachten komen van de standaardinvoer.');
  }
  const { files, values } = split;
  const one = (name: string): string | undefined => values.get(name)?.[0];
  if (files.length === 0) return misuse('Geef het bestand dat gecontroleerd moet worden.');
  if (files.length > 2) return misuse('Geef één bestand, en hoogstens de handtekening die erbij hoort.');
  const request = readRequest({
    file: files[0],
    ...(files[1] === undefined ? {} : { signature: files[1] }),
    certs: values.get('--cert') ?? [],
    election: one('--election'),
    committee: one('--committee'),
    ...(values.has('--definition') ? { definition: one('--definition') } : {}),
    ...(values.has('--keys') ? { keys: one('--keys') } : {}),
    ...(values.has('--trust') ? { trust: one('--trust') } : {}),
  });
  return typeof request === 'string'
    ? misuse(request)
    : { kind: 'verify', request, json: values.has('--json') };
}

const OF_A_KEY = new Set(['--election', '--committee', '--json']);

function readKeyCommand({ files, values }: Split): Command {
  const [file] = files;
  if (file === undefined || files.length > 1) return misuse('Geef één certificaat: overdracht key BESTAND.');
  const unused = [...values.keys()].find((name) => !OF_A_KEY.has(name));
  if (unused !== undefined) return misuse(`Bij ‘key’ hoort ${unused} niet.`);
  const [election = null] = values.get('--election') ?? [];
  if (election !== null && !ELECTION_ID.test(election)) return misuse(NO_ELECTION);
  const [code = null] = values.get('--committee') ?? [];
  const { committee = null } = (code === null ? null : readCommittee(code)) ?? {};
  if (code !== null && committee === null) return misuse(NO_COMMITTEE);
  return { kind: 'key', request: { file, election, committee }, json: values.has('--json') };
}

function misuse(reason: string): Command {
  return { kind: 'misuse', reason };
}

/**
 * Options take the words after them: `--cert` all up to the next option, so that a shell's `--cert keys/*.crt` works.
 * Files stand before the options, or after `--`.
 */
function splitWords(words: readonly string[]): Split | string {
  const files: string[] = [];
  const values = new Map<string, string[]>();
  for (let i = 0; i < words.length; i++) {
    const [word = '', inline] = splitInline(words[i]!);
    if (word === '--') {
      files.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('--')) files.push(words[i]!);
    else if (NONE.has(word) && inline === undefined) values.set(word, []);
    else if (ONE.has(word) || MANY.has(word)) {
      const given = inline === undefined ? [] : [inline];
      while (inline === undefined && isValue(words[i + 1]) && (MANY.has(word) || given.length === 0))
        given.push(words[++i]!);
      if (given.length === 0 || given.includes('')) return `Na ${word} ontbreekt een waarde.`;
      if (ONE.has(word) && values.has(word)) return `${word} staat er twee keer.`;
      values.set(word, [...(values.get(word) ?? []), ...given]);
    } else return `Onbekende optie ‘${word}’.`;
  }
  return { files, values };
}

function splitInline(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function isValue(word: string | undefined): word is string {
  return word !== undefined && !word.startsWith('--');
}

const NO_ELECTION = 'Geef de verkiezing (--election), bijvoorbeeld GR2026_Haarlem.';
const NO_COMMITTEE = 'Geef het stembureau (--committee), bijvoorbeeld 0392, HSB3, CSB of NBSB:0998.';

const KEYS = new Set(['file', 'signature', 'certs', 'keys', 'trust', 'election', 'committee', 'definition']);

/** Reads a request from untyped data (options, or a line of JSON); a Dutch sentence when it is none. */
export function readRequest(data: unknown): VerifyRequest | string {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return 'De opdracht is geen JSON-object.';
  const {
    file,
    signature = null,
    certs = [],
    keys = null,
    trust = null,
    election,
    committee,
    definition = null,
  } = data as Record<string, unknown>;
  const unknown = Object.keys(data).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return `De opdracht bevat een onbekend veld ‘${unknown}’.`;
  if (!isText(file)) return 'Het bestand (file) ontbreekt.';
  if (signature !== null && !isText(signature)) return 'De handtekening (signature) is geen bestandsnaam.';
  const sources = readSources(certs, keys, trust);
  if (typeof sources === 'string') return sources;
  if (isText(election) && isElectoralCollege(election))
    return 'Verkiezingen van een kiescollege (KC) lopen niet via dit platform.';
  if (!isText(election) || !ELECTION_ID.test(election)) return NO_ELECTION;
  if (definition !== null && !isText(definition))
    return 'De verkiezingsdefinitie (definition) is geen bestandsnaam.';
  const ref = isText(committee) ? readCommittee(committee) : null;
  if (ref === null) return NO_COMMITTEE;
  return { file, signature, ...sources, election, definition, ...ref };
}

/** Where the keys come from: loose certificates, or one signed list and what it is trusted by. */
function readSources(
  certs: unknown,
  keys: unknown,
  trust: unknown,
): Pick<VerifyRequest, 'certs' | 'keys' | 'trust'> | string {
  if (!Array.isArray(certs) || !certs.every(isText))
    return 'Geef ten minste één certificaat (--cert BESTAND).';
  if (keys === null && trust === null)
    return certs.length > 0
      ? { certs, keys, trust }
      : 'Geef ten minste één certificaat (--cert BESTAND), of een sleutellijst (--keys) met --trust.';
  if (!isText(keys) || !isText(trust))
    return 'Geef --keys LIJST en --trust CERTIFICAAT samen: een lijst telt alleen met haar handtekening.';
  if (certs.length > 0) return 'Geef een sleutellijst (--keys) of losse certificaten (--cert), niet beide.';
  return { certs, keys, trust };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}

/** `0392` is a GSB unless a level is named before it; `HSB3` and `CSB` say their level themselves. */
export function readCommittee(text: string): { committee: CommitteeRef; levelGiven: boolean } | null {
  const match = /^(?:([A-Z]+):)?(CSB|HSB[1-9]\d?|\d{4})$/.exec(text);
  const code = match?.[2];
  if (code === undefined) return null;
  const own = /^\d/.test(code) ? null : code.startsWith('HSB') ? 'HSB' : 'CSB';
  const named = match?.[1];
  const level = COMMITTEE_LEVELS.find((known) => known === (named ?? own ?? 'GSB'));
  const fits = own === null ? level !== 'HSB' && level !== 'CSB' : level === own;
  if (level === undefined || !fits) return null;
  return { committee: { level, code }, levelGiven: named !== undefined || own !== null };
}
