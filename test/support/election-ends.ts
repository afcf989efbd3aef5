import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { committeeKey, type CommitteeRef } from '../../src/kernel/committee.js';
import type { TestPerson } from './app.js';
import { publisherByLaw } from './by-law.js';
import { inTurns } from './in-turns.js';
import { BUNDLE_TEXTS, bytesOf, filesIn, inboxOf, type InboxAnswer } from './routing.js';
import { eventually, until } from './until.js';
import type { HandedIn, WholeElection } from './whole-election.js';

const RECEIVERS = ['HSB', 'CSB', 'MAYOR', 'COUNCIL'];
const PUBLISHERS = ['HSB', 'CSB', 'MAYOR'];
/** Everything at once takes a while to be delivered. */
const PATIENCE_MS = 60_000;

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const receiversOf = ({ plan }: WholeElection) =>
  plan.committees.filter(({ level }) => RECEIVERS.includes(level));

/**
 * Waits until every body has what the law brings it, and holds that it is exactly that: which files, of whom, which of them
 * count, and each of them byte for byte, unless a body has just as many as when these were held last.
 */
export async function everybodyHas(election: WholeElection): Promise<void> {
  await inTurns(receiversOf(election), async (body) => {
    const due = election.dueTo(body);
    const { leveringen } = await eventually(async () => {
      const inbox = await inboxOf(election.app, election.person(body));
      return inbox.leveringen.length < due.length ? null : inbox;
    }, PATIENCE_MS);
    expect([committeeKey(body), leveringen.map(receivedLine).sort()]).toEqual([
      committeeKey(body),
      due.map(handedInLine).sort(),
    ]);
    if (election.fetched.get(committeeKey(body)) === due.length) return;
    election.fetched.set(committeeKey(body), due.length);
    const digests = due.length === 0 ? [] : await fetchedDigests(election, body);
    expect([committeeKey(body), digests]).toEqual([
      committeeKey(body),
      due.map(({ made }) => digestOf(made.bytes)).sort(),
    ]);
  });
}

const receivedLine = (file: InboxAnswer['leveringen'][number]) => {
  const { afzender, stembureau, bericht, vingerafdruk, vervangen } = file;
  const [from, about] = [afzender, stembureau].map(({ niveau, code }) => `${niveau}:${code}`);
  return `${about} ${bericht} by ${from}: ${vingerafdruk}${vervangen ? ', superseded' : ''}`;
};

const handedInLine = ({ from, about, message, made, superseded }: HandedIn) => {
  const fingerprint = made.pair?.fingerprint ?? null;
  return `${committeeKey(about)} ${message} by ${committeeKey(from)}: ${fingerprint}${superseded ? ', superseded' : ''}`;
};

/** Of all that a body may fetch, older versions too. */
async function fetchedDigests(election: WholeElection, body: CommitteeRef): Promise<string[]> {
  const as = election.person(body);
  const response = await election.app.ask('GET', '/v1/ontvangen/alles?alles=1', { as });
  expect([committeeKey(body), response.status]).toEqual([committeeKey(body), 200]);
  const files = await filesIn(await bytesOf(response));
  return [...files]
    .filter(([name]) => !BUNDLE_TEXTS.includes(name))
    .map(([, bytes]) => digestOf(bytes))
    .sort();
}

interface BoardAnswer {
  readonly stand: Readonly<Record<string, number>>;
}

/** Holds that no board says that anything is missing; gives how the election stands for the Kiesraad as beheerder. */
export async function nothingIsMissing(
  election: WholeElection,
  operator: TestPerson,
): Promise<BoardAnswer['stand']> {
  const missing = await inTurns(receiversOf(election), async (body) => {
    const { stand } = await inboxOf(election.app, election.person(body));
    return stand['ontbreekt'] === 0 ? [] : [committeeKey(body)];
  });
  expect(missing.flat()).toEqual([]);
  const path = `/v1/overzicht?verkiezing=${election.id}`;
  const response = await election.app.ask('GET', path, { as: operator });
  const { stand } = (await response.json()) as BoardAnswer;
  expect(stand).toMatchObject({ ontbreekt: 0, binnen: stand['verwacht'] });
  return stand;
}

interface Unpublished {
  readonly nogNiet: readonly { readonly id: string | null }[];
}
interface Public {
  readonly bestanden: readonly {
    readonly orgaan: { readonly niveau: string; readonly code: string };
    readonly bestand: string;
    readonly laatste: { readonly vingerafdruk: string } | null;
    readonly nieuwereGeleverd: boolean;
  }[];
}

/**
 * Every body makes public what the law has it make public, and then nobody has anything left to do: what is public is the
 * newest of each file, but what was set aside.
 */
export async function everybodyPublishes(election: WholeElection): Promise<void> {
  const newest = new Map(
    election.files
      .filter((file) => publisherByLaw(file) !== null)
      .map((file) => [`${committeeKey(file.about)} ${file.message}`, file]),
  );
  const wanted = [...newest].filter(([, { about }]) => !election.setAside.has(committeeKey(about)));
  const waiting = (body: CommitteeRef) => election.ask<Unpublished>(body, 'GET', '/v1/openbaarmakingen');
  const publishers = election.plan.committees.filter(({ level }) => PUBLISHERS.includes(level));
  await inTurns(publishers, async (body) => {
    const key = committeeKey(body);
    const { nogNiet } = await waiting(body);
    const own = wanted.filter(([, file]) => publisherByLaw(file) === key);
    expect([key, nogNiet.length]).toEqual([key, own.length]);
    for (const { id } of nogNiet)
      await election.ask(body, 'POST', `/v1/openbaarmakingen/${id}`, { waar: 'hier' });
    expect([key, (await waiting(body)).nogNiet]).toEqual([key, []]);
  });
  expect((await waiting({ level: 'COUNCIL', code: 'COUNCIL' })).nogNiet).toEqual([]);
  const response = await election.app.ask('GET', `/v1/uitslagen/${election.id}`);
  const { bestanden } = (await response.json()) as Public;
  const shown = bestanden.flatMap(({ orgaan, bestand, laatste, nieuwereGeleverd }) =>
    laatste === null
      ? []
      : [[`${orgaan.niveau}:${orgaan.code} ${bestand}`, laatste.vingerafdruk, nieuwereGeleverd] as const],
  );
  const lines = wanted.map(([key, { made }]) => [key, made.pair!.fingerprint, false] as const);
  const byKey = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
  expect(shown.toSorted(byKey)).toEqual(lines.toSorted(byKey));
}

/** A total beside the sum of its parts, as far as tests look at it. */
export interface SumAnswer {
  readonly stembureau: { readonly code: string };
  readonly bericht: string;
  readonly stand: string;
  readonly verwacht: number;
  readonly ontbrekendeLijsten: readonly { readonly lijst: number; readonly stemmen: number }[];
}

/** The totals that a body sees. */
export async function sumsFor(election: WholeElection, body: CommitteeRef): Promise<readonly SumAnswer[]> {
  return (await election.ask<{ totalen: readonly SumAnswer[] }>(body, 'GET', '/v1/sommen')).totalen;
}

/** Waits until the totals stand so for a body (`HSB3 510c`: `klopt`), these and no others. */
export async function sumsBecome(
  election: WholeElection,
  body: CommitteeRef,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  let stands: Record<string, string> = {};
  await until(async () => {
    const sums = await sumsFor(election, body);
    stands = Object.fromEntries(
      sums.map(({ stembureau, bericht, stand }) => [`${stembureau.code} ${bericht}`, stand]),
    );
    return isDeepStrictEqual(stands, expected) || Date.now() > end;
  }, 2 * PATIENCE_MS);
  expect([committeeKey(body), stands]).toEqual([committeeKey(body), expected]);
}
