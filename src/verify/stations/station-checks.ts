import { canonicalStation } from '../../kernel/eml-ids.js';
import { foundOr, passed, skipped } from '../checks/check.js';
import { shown } from '../eml/head-builder.js';
import type { Check } from '../verdict.js';
import { foundIn, refuseAll, refusing, STATION_LIST_CODES, warning } from './catalogue.js';
import { MOST_LISTED } from './read-station-list.js';
import type { Spot, WrittenList, WrittenStation } from './station-list.js';

/** list.stations to list.address: what is said of the polling stations. `authority` is the code of their committee. */
export function stationChecks(list: WrittenList, authority: string): Check[] {
  const { stations } = list;
  if (stations.length === 0 || stations.length > MOST_LISTED) {
    const detail =
      stations.length === 0
        ? 'Er staat geen enkel stembureau in het bestand.'
        : `Er staan meer dan ${String(MOST_LISTED)} stembureaus in het bestand.`;
    const rest = STATION_LIST_CODES.slice(STATION_LIST_CODES.indexOf('list.stations') + 1);
    return [
      refusing('list.stations', detail, null),
      ...rest.map((code) => skipped(code, 'De stembureaus zijn niet bekeken.')),
    ];
  }
  return [
    passed('list.stations', `Er staan ${String(stations.length)} stembureaus in.`),
    idsOf(stations),
    uniqueOf(stations, authority),
    namesOf(stations),
    votersOf(list),
    sumOf(list),
    votingOf(list),
    addressOf(list),
  ];
}

/** As the schema has it; others that occur (`SB-2`) can be told apart all the same. */
const NUMBER = /^\d{1,9}$/;
const READABLE = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._:-]{0,38}[\p{L}\p{N}])?$/u;

function idsOf(stations: readonly WrittenStation[]): Check {
  const code = 'list.ids';
  const none = stations.filter(({ id }) => id === null || !READABLE.test(id));
  if (none.length > 0)
    return refuseAll(code, none, ({ id, name }) =>
      id === null || id === ''
        ? `Stembureau ${shown(name ?? '')} heeft geen nummer.`
        : `Stembureau ${shown(name ?? '')} heeft een nummer dat niet te lezen is: ${shown(id)}.`,
    );
  const odd = stations.filter(({ id }) => !NUMBER.test(id!));
  return foundOr(
    'Elk stembureau heeft een nummer.',
    code,
    'warn',
    foundIn(
      odd,
      ({ id }) => `${shown(id!)} is geen nummer van alleen cijfers. De lijst is wel te gebruiken.`,
    ),
  );
}

function uniqueOf(stations: readonly WrittenStation[], authority: string): Check {
  const seen = new Map<string, string>();
  const twice = stations.filter(({ id }) => {
    if (id === null) return false;
    const key = canonicalStation(id, authority);
    if (seen.has(key)) return true;
    seen.set(key, id);
    return false;
  });
  const told = foundIn(twice, ({ id }) => {
    const earlier = seen.get(canonicalStation(id!, authority))!;
    return earlier === id
      ? `Stembureau ${shown(id)} staat er twee keer in.`
      : `Stembureau ${shown(id!)} is hetzelfde als ${shown(earlier)}.`;
  });
  return foundOr('Elk stembureau staat er één keer in.', 'list.unique', 'refuse', told);
}

function namesOf(stations: readonly WrittenStation[]): Check {
  const nameless = stations.filter(({ name }) => name === null);
  const told = foundIn(nameless, ({ id }) => `Stembureau ${shown(id ?? '')} heeft geen naam.`);
  return foundOr('Elk stembureau heeft een naam.', 'list.names', 'warn', told);
}

function votersOf({ stations, maxVotes }: WrittenList): Check {
  const code = 'list.voters';
  const all = [
    { ...(maxVotes ?? NOWHERE), whose: 'De gemeente', text: maxVotes?.value ?? null },
    ...stations.map((each) => ({
      ...each,
      whose: `Stembureau ${shown(each.id ?? each.name ?? '')}`,
      text: each.voters,
    })),
  ];
  const wrong = all.filter(({ text }) => text !== null && !NUMBER.test(text));
  if (wrong.length > 0)
    return refuseAll(
      code,
      wrong,
      ({ whose, text }) => `${whose} heeft als aantal kiezers ${shown(text!)}. Dat is geen heel getal.`,
    );
  const missing = all.filter(({ text }) => text === null);
  const told = foundIn(missing, ({ whose }) => `${whose} heeft geen aantal kiezers.`);
  return foundOr('Alle aantallen kiezers zijn hele getallen.', code, 'warn', told);
}

const NOWHERE: Spot = { line: 1, column: 1, path: 'MaxVotes' };

function sumOf({ stations, maxVotes }: WrittenList): Check {
  const code = 'list.sum';
  const total = maxVotes?.value ?? '';
  if (!NUMBER.test(total) || stations.some(({ voters }) => voters === null || !NUMBER.test(voters)))
    return skipped(code, 'Niet elk aantal kiezers staat in het bestand.');
  const sum = stations.reduce((all, { voters }) => all + Number(voters), 0);
  if (sum === Number(total)) return passed(code, `Samen zijn het ${total} kiezers.`);
  return warning(
    code,
    `De gemeente heeft ${total} kiezers (MaxVotes), maar de stembureaus hebben er samen ${String(sum)}.`,
    maxVotes,
  );
}

/** `polling` or `postal` (VotingChannelType of the 110b); the method is SPV, or left open. */
function votingOf({ stations, votingMethod }: WrittenList): Check {
  const odd = stations.filter(({ channel }) => channel !== 'polling' && channel !== 'postal');
  const told = foundIn(odd, ({ id, channel }) =>
    channel === null
      ? `Bij stembureau ${shown(id ?? '')} staat geen manier van stemmen (Channel).`
      : `Bij stembureau ${shown(id ?? '')} staat als manier van stemmen ${shown(channel)}.`,
  );
  if (told.total === 0 && votingMethod !== null && votingMethod.value !== 'SPV')
    return warning(
      'list.voting',
      `De stemmethode is ${shown(votingMethod.value)}; verwacht wordt SPV.`,
      votingMethod,
    );
  const postal = stations.filter(({ channel }) => channel === 'postal').length;
  const well =
    postal === 0
      ? 'Overal wordt in het stemlokaal gestemd.'
      : `Bij ${String(postal)} wordt per brief gestemd.`;
  return foundOr(well, 'list.voting', 'warn', told);
}

const POSTCODE = /^[1-9]\d{3} ?[A-Z]{2}$/i;
const HOUSE_NUMBER = /^[1-9]\d{0,5}$/;

function addressOf({ stations }: WrittenList): Check {
  const odd = stations.flatMap((station) => [
    ...(station.postcode === null || POSTCODE.test(station.postcode)
      ? []
      : [{ ...station, what: `de postcode ${shown(station.postcode)}` }]),
    ...(station.houseNumber === null || HOUSE_NUMBER.test(station.houseNumber)
      ? []
      : [{ ...station, what: `het huisnummer ${shown(station.houseNumber)}` }]),
  ]);
  const told = foundIn(odd, ({ id, what }) => `Stembureau ${shown(id ?? '')} heeft ${what}.`);
  return foundOr('De adressen hebben de juiste vorm.', 'list.address', 'warn', told);
}
