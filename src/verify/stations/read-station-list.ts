import { EML_NS, KR_NS, SB_NS, XAL_NS } from '../eml/names.js';
import { attribute, children, parseXml, TREE_LIMITS, type XmlElement } from '../eml/xml-tree.js';
import type { Spot, WrittenList, WrittenStation, Written } from './station-list.js';

/** Largest 110b taken, in bytes: one with 420 stations is 0.2 MB, with every detail of EML_NL 1.3 about 1 MB. */
export const MAX_STATION_LIST_BYTES = 4 * 1024 * 1024;

/** Amsterdam has about 500 polling stations. */
export const MOST_LISTED = 2000;

/** 2,000 stations with each element of 1.3 stay under 100,000 elements and attributes. */
const LIMITS = { ...TREE_LIMITS, documentBytes: MAX_STATION_LIST_BYTES, nodes: 150_000 };

/** Longest value taken from a 110b, in characters. */
const MAX_TEXT = 250;

/**
 * Reads a list of polling stations (EML_NL 110b, 1.2.2 or 1.3) as it is written. Throws XmlFailure: not UTF-8, a DOCTYPE,
 * not well-formed, or beyond the limits. Decides nothing about what it says.
 */
export function readStationList(bytes: Uint8Array): WrittenList {
  const root = parseXml(bytes, LIMITS);
  const find = new Finder();
  const isEml = root.uri === EML_NS && root.local === 'EML';
  const named = isEml ? attribute(root, 'Id') : null;
  const list = {
    type: named === null ? null : collapsed(named),
    eml: attribute(root, 'SchemaVersion'),
  };
  // Of another message only its type is told: that its parts are missing would be nonsense.
  if (list.type !== '110b') return { ...NOTHING, ...list };
  const schema = find.optional(root, KR_NS, 'Schema');
  const authority = find.path(root, 'ManagingAuthority', 'AuthorityIdentifier');
  const election = find.path(root, 'ElectionEvent', 'Election');
  const identifier = election && find.one(election, EML_NS, 'ElectionIdentifier');
  const contest = election && find.one(election, EML_NS, 'Contest');
  const unit = contest && find.path(contest, 'ReportingUnit', 'ReportingUnitIdentifier');
  const text = (parent: XmlElement | null, name: string, uri = EML_NS) =>
    textOf(parent && find.optional(parent, uri, name));
  return {
    ...list,
    schemaVersion: schema && attribute(schema, 'Version'),
    created: text(root, 'CreationDateTime', KR_NS),
    authority: idOf(authority),
    unit: idOf(unit),
    election: idOf(identifier),
    date: text(identifier, 'ElectionDate', KR_NS),
    votingMethod: text(contest, 'VotingMethod'),
    maxVotes: text(contest, 'MaxVotes'),
    stations: contest === null ? [] : stationsOf(contest, find),
    misplaced: find.misplaced,
  };
}

const NOTHING: WrittenList = {
  ...{ type: null, eml: null, schemaVersion: null, created: null, authority: null, unit: null },
  ...{ election: null, date: null, votingMethod: null, maxVotes: null, stations: [], misplaced: [] },
};

/** One more than is taken, so that the judge sees that there are too many. */
function stationsOf(contest: XmlElement, find: Finder): readonly WrittenStation[] {
  return children(contest, EML_NS, 'PollingPlace')
    .slice(0, MOST_LISTED + 1)
    .map((place) => {
      const location = find.one(place, EML_NS, 'PhysicalLocation');
      const station = location && find.one(location, EML_NS, 'PollingStation');
      const value = (name: string, uri: string) =>
        textOf(location && descendant(location, uri, name))?.value ?? null;
      return {
        ...spotOf(station ?? place),
        id: idOf(station)?.value ?? null,
        name: value('LocalityName', XAL_NS) ?? value('Address', XAL_NS),
        voters: textOf(station)?.value ?? null,
        channel: attribute(place, 'Channel'),
        postcode: value('PostalCodeNumber', XAL_NS) ?? value('PostalCode', SB_NS),
        houseNumber: value('Number', SB_NS),
      };
    });
}

/** Finds elements that must be there once, and keeps what is wrong with that. */
class Finder {
  readonly misplaced: Written[] = [];

  one(parent: XmlElement, uri: string, name: string): XmlElement | null {
    const found = this.optional(parent, uri, name);
    if (found === null) this.misplaced.push({ ...spotOf(parent), value: `Het onderdeel ${name} ontbreekt.` });
    return found;
  }

  optional(parent: XmlElement, uri: string, name: string): XmlElement | null {
    const [first = null, second] = children(parent, uri, name);
    if (second !== undefined)
      this.misplaced.push({
        ...spotOf(second),
        value: `Het onderdeel ${name} staat er meer dan één keer in.`,
      });
    return first;
  }

  path(parent: XmlElement, ...[outer, inner]: readonly [string, string]): XmlElement | null {
    const found = this.one(parent, EML_NS, outer);
    return found && this.one(found, EML_NS, inner);
  }
}

function descendant(parent: XmlElement, uri: string, name: string): XmlElement | null {
  for (const each of parent.children) {
    const found = each.local === name && each.uri === uri ? each : descendant(each, uri, name);
    if (found !== null) return found;
  }
  return null;
}

const spotOf = ({ line, column, local }: XmlElement): Spot => ({ line, column, path: local });

function textOf(element: XmlElement | null): Written | null {
  const value = element === null ? '' : collapsed(element.text);
  return element === null || value === '' ? null : { ...spotOf(element), value };
}

function idOf(element: XmlElement | null): Written | null {
  const id = element && attribute(element, 'Id');
  return element === null || id === null ? null : { ...spotOf(element), value: collapsed(id) };
}

/** White space collapsed, as xs:token reads it; never half a surrogate pair. */
function collapsed(text: string): string {
  return text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/^ | $/g, '')
    .slice(0, MAX_TEXT)
    .replace(/[\ud800-\udbff]$/, '');
}
