import { z } from 'zod';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { ListedStation } from '../verify/stations/station-list.js';
import type { Check } from '../verify/verdict.js';

/** A version of a list, without what stands in it. */
export interface ListVersion {
  readonly id: string;
  readonly electionId: string;
  readonly committee: CommitteeRef;
  /** From 1; the highest is in force. */
  readonly version: number;
  readonly sha256: Sha256;
  readonly size: number;
  /** kr:CreationDateTime as written; null when it is no moment. */
  readonly created: string | null;
  /** How many polling stations there are, and how many checks warned. */
  readonly count: number;
  readonly warnings: number;
  readonly at: Date;
}

/** A version with its polling stations and how it was judged. */
export interface KeptList extends ListVersion {
  readonly checks: readonly Check[];
  readonly stations: readonly ListedStation[];
}

const place = z.object({
  file: z.string().nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  path: z.string().nullable(),
});
const finding = z.object({ detail: z.string(), place: place.nullable() });
const check = finding.extend({
  code: z.string(),
  result: z.enum(['pass', 'warn', 'refuse', 'skipped']),
  more: z.array(finding),
});
/** How a list was judged, as it is kept: `opmaak` is the version of this shape, and codes are not held to those of today. */
export const keptChecks = z.object({ opmaak: z.literal(1), checks: z.array(check) });

/** The polling stations of a list, as they are kept. */
export const keptStations = z.object({
  opmaak: z.literal(1),
  stations: z.array(
    z.object({
      key: z.string(),
      id: z.string(),
      name: z.string(),
      voters: z.int().nullable(),
      postal: z.boolean(),
      postcode: z.string().nullable(),
    }),
  ),
});

/** A polling station that is otherwise in a newer list. */
export interface ChangedStation {
  readonly id: string;
  readonly name: string;
  readonly how: 'added' | 'gone' | 'changed';
}

/** What `after` has otherwise than `before`: stations are the same by their key, however it is written. */
export function listChanges(
  before: readonly ListedStation[],
  after: readonly ListedStation[],
): readonly ChangedStation[] {
  const was = new Map(before.map((station) => [station.key, station]));
  const kept = new Set(after.map(({ key }) => key));
  return [
    ...after.flatMap((station): ChangedStation[] => {
      const earlier = was.get(station.key);
      if (earlier !== undefined && isSame(earlier, station)) return [];
      const { id, name } = station;
      return [{ id, name, how: earlier === undefined ? 'added' : 'changed' }];
    }),
    ...before
      .filter(({ key }) => !kept.has(key))
      .map(({ id, name }): ChangedStation => ({ id, name, how: 'gone' })),
  ];
}

function isSame(one: ListedStation, other: ListedStation): boolean {
  return (
    one.name === other.name &&
    one.voters === other.voters &&
    one.postal === other.postal &&
    one.postcode === other.postcode
  );
}
