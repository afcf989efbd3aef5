import { ELECTION_ID, type CommitteeRef } from '../../kernel/committee.js';
import { canonicalAuthority, canonicalStation, canonicalVersion } from '../../kernel/eml-ids.js';
import { HEAD_BYTES, startsAsXml } from '../../kernel/recognise-file.js';
import { readWrittenDay, readWrittenTime } from '../../kernel/written-time.js';
import { foundOr, fromFindings, passed, skipped } from '../checks/check.js';
import { shown } from '../eml/head-builder.js';
import { XmlFailure } from '../eml/xml-failure.js';
import type { Check, Finding } from '../verdict.js';
import { foundIn, placeOf, refusing, STATION_LIST_CODES, warning } from './catalogue.js';
import { MAX_STATION_LIST_BYTES, readStationList } from './read-station-list.js';
import { stationChecks } from './station-checks.js';
import type { ListedStation, WrittenList, WrittenStation } from './station-list.js';

/** What a list is judged against: the election and the committee of who hands it in. */
export interface StationListContext {
  readonly election: { readonly id: string; readonly date: string };
  readonly sender: CommitteeRef;
}

/** The judgement of one list: every check once, in their order. `accepted` exactly when none of them refuses. */
export interface StationListVerdict {
  readonly verdict: 'accepted' | 'refused';
  readonly checks: readonly Check[];
  /** kr:CreationDateTime as written; null when it is no moment. */
  readonly created: string | null;
  /** Of an accepted list its polling stations, in file order; of a refused one none. */
  readonly stations: readonly ListedStation[];
}

/** Judges the bytes of a list of polling stations. Never throws on what they hold; at most 4 MiB of them are read. */
export function judgeStationList(bytes: Uint8Array, context: StationListContext): StationListVerdict {
  const { xml, list } = read(bytes);
  const checks = list === null ? [xml, ...unread()] : [xml, ...judged(list, context)];
  const accepted = checks.every(({ result }) => result !== 'refuse');
  const created = list?.created?.value ?? null;
  return {
    verdict: accepted ? 'accepted' : 'refused',
    checks,
    created: created !== null && readWrittenTime(created) !== null ? created : null,
    stations: accepted && list !== null ? list.stations.map((each) => taken(each, context.sender.code)) : [],
  };
}

function read(bytes: Uint8Array): { readonly xml: Check; readonly list: WrittenList | null } {
  const code = 'list.xml';
  const no = (finding: Finding) => ({ xml: fromFindings(code, 'refuse', [finding]), list: null });
  if (bytes.length > MAX_STATION_LIST_BYTES)
    return no({ detail: 'Het bestand is groter dan 4 MB. Dat is geen stembureaulijst.', place: null });
  if (!startsAsXml(bytes.subarray(0, HEAD_BYTES)))
    return no({ detail: isZip(bytes) ? ZIPPED : NO_LIST, place: null });
  try {
    return { list: readStationList(bytes), xml: passed(code, 'De XML is goedgevormd.') };
  } catch (error) {
    if (!(error instanceof XmlFailure)) throw error;
    return no({ detail: error.detail, place: placeOf(error) });
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const ZIPPED = 'Dit is een ZIP. Pak het uit en kies daaruit het bestand Stembureaus_….eml.xml.';
const NO_LIST = 'Dit is geen stembureaulijst. Kies het 110b-bestand (.eml.xml).';

function unread(): Check[] {
  return STATION_LIST_CODES.slice(1).map((code) =>
    skipped(code, 'Het bestand kon niet tot het eind worden gelezen.'),
  );
}

function judged(list: WrittenList, context: StationListContext): Check[] {
  const type = typeOf(list);
  if (list.type !== '110b')
    return [
      type,
      ...STATION_LIST_CODES.slice(2).map((code) => skipped(code, 'Dit is geen stembureaulijst.')),
    ];
  const { sender } = context;
  return [
    type,
    foundOr('Alles waarop wordt beslist, staat er precies één keer.', 'list.parts', 'refuse', partsOf(list)),
    electionOf(list, context),
    dateOf(list, context),
    committeeOf(list, context),
    createdOf(list),
    ...stationChecks(list, sender.code),
  ];
}

function typeOf({ type, eml, schemaVersion }: WrittenList): Check {
  const code = 'list.type';
  if (type !== '110b')
    return refusing(
      code,
      type === null ? NO_LIST : `Dit bestand is een ${shown(type)}. Kies het 110b-bestand (.eml.xml).`,
      null,
    );
  if (eml === '5' && canonicalVersion(schemaVersion) !== null)
    return passed(code, `Een 110b van EML_NL ${schemaVersion ?? '1.2.2'}.`);
  const version = schemaVersion === null ? `EML ${shown(eml ?? '')}` : `EML_NL ${shown(schemaVersion)}`;
  return refusing(code, `Deze versie wordt niet gelezen: ${version}.`, null);
}

function partsOf({ misplaced }: WrittenList) {
  return foundIn(misplaced, ({ value }) => value);
}

function electionOf({ election }: WrittenList, context: StationListContext): Check {
  const code = 'list.election';
  const { id } = context.election;
  if (election === null) return refusing(code, 'Het bestand zegt niet bij welke verkiezing het hoort.', null);
  if (election.value === id) return passed(code, `De lijst hoort bij ${id}.`);
  const is = ELECTION_ID.test(election.value) ? election.value : shown(election.value);
  return refusing(code, `Deze lijst is van ${is}. U werkt nu voor ${id}. Kies het goede bestand.`, election);
}

function dateOf({ date }: WrittenList, context: StationListContext): Check {
  const code = 'list.date';
  const expected = context.election.date;
  if (date !== null && readWrittenDay(date.value) === expected)
    return passed(code, `De verkiezingsdatum is ${expected}.`);
  const is = date === null ? 'ontbreekt in het bestand' : `in het bestand is ${shown(date.value)}`;
  return refusing(code, `De verkiezingsdatum ${is}; verwacht wordt ${expected}.`, date);
}

/** The authority and the region that it names must both be the sender's. */
function committeeOf({ authority, unit }: WrittenList, { sender }: StationListContext): Check {
  const code = 'list.committee';
  const own = canonicalAuthority(sender.code);
  const other = [authority, unit].find(
    (each) => each === null || canonicalAuthority(each.value.split('::').at(-1)!) !== own,
  );
  if (other === undefined) return passed(code, `De lijst is van ${own}.`);
  if (other === null) return refusing(code, 'Het bestand zegt niet van welk stembureau het is.', null);
  return refusing(
    code,
    `Deze lijst is van ${shown(other.value)}. U werkt voor ${own}. Kies het bestand van uw eigen stembureau.`,
    other,
  );
}

function createdOf({ created }: WrittenList): Check {
  const code = 'list.created';
  if (created !== null && readWrittenTime(created.value) !== null)
    return passed(code, `De lijst is gemaakt op ${created.value}.`);
  const is = created === null ? 'ontbreekt' : `is geen tijdstip: ${shown(created.value)}`;
  return warning(code, `De aanmaaktijd (CreationDateTime) ${is}.`, created);
}

function taken(station: WrittenStation, authority: string): ListedStation {
  const { id, name, voters, channel, postcode } = station;
  return {
    key: canonicalStation(id!, authority),
    id: id!,
    name: name ?? '',
    voters: voters === null ? null : Number(voters),
    postal: channel === 'postal',
    postcode: postcode?.slice(0, 20) ?? null,
  };
}
