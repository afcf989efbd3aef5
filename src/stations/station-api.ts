import { z } from 'zod';
import { COMMITTEE_LEVELS, type CommitteeLevel } from '../kernel/committee.js';
import { STATION_LIST_CHECKS } from '../verify/stations/catalogue.js';
import type { CheckEntry } from '../verify/checks/check.js';
import type { Check } from '../verify/verdict.js';
import { personName } from '../setup/who-confirms.js';
import type { ElectionFiles } from './hand-out-files.js';
import type { ListVersion } from './kept-list.js';
import type { CandidateOffers } from './show-offers.js';
import type { ListRow, ShownList, ShownLists } from './show-lists.js';

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 over de bytes' });
const version = z.object({
  id: z.uuid(),
  versie: z.int().positive(),
  aangeleverd: z.iso.datetime(),
  gemaakt: z.string().nullable().meta({ description: 'CreationDateTime, zoals geschreven' }),
  sha256,
  grootte: z.int(),
  stembureaus: z.int(),
  waarschuwingen: z.int(),
});
const row = z.object({
  niveau: z.enum(COMMITTEE_LEVELS),
  code: z.string(),
  orgaan: z.string(),
  lijst: version.nullable().meta({ description: 'De lijst die geldt; null: er is nog geen' }),
});
/** The lists of an election, as they are answered. */
export const listsSchema = z.object({
  verkiezing: z.string(),
  uiterlijk: z.iso.date(),
  stembureaulijsten: z.array(row),
});

const finding = z.object({ tekst: z.string(), regel: z.int().nullable() });
/** One version with what stands in it. */
export const listSchema = version.extend({
  verkiezing: z.string(),
  niveau: z.enum(COMMITTEE_LEVELS),
  code: z.string(),
  orgaan: z.string(),
  geldt: z.boolean().meta({ description: 'De nieuwste versie geldt' }),
  controles: z.array(
    z.object({
      code: z.string(),
      titel: z.string(),
      uitkomst: z.enum(['pass', 'warn', 'refuse', 'skipped']),
      bevindingen: z.array(finding),
    }),
  ),
  lijst: z.array(
    z.object({
      nummer: z.string(),
      naam: z.string(),
      kiezers: z.int().nullable(),
      perBrief: z.boolean(),
      postcode: z.string().nullable(),
    }),
  ),
  wijzigingen: z
    .array(z.object({ nummer: z.string(), naam: z.string(), wat: z.enum(['erbij', 'eraf', 'gewijzigd']) }))
    .nullable()
    .meta({ description: 'Naast de versie ervoor; null bij de eerste' }),
  versies: z.array(version),
});

const offer = z.object({
  kieskring: z.string(),
  grootte: z.int(),
  aangeboden: z.iso.datetime(),
  door: z.string(),
  sha256: sha256
    .nullable()
    .meta({ description: 'Alleen voor wie aanbood: een ander leest haar bij de bron, en ziet hier null' }),
  afwijzing: z
    .object({ afgewezen: z.iso.datetime(), door: z.string(), reden: z.string() })
    .nullable()
    .meta({ description: 'null: wacht op een ander van de Kiesraad' }),
});
/** Files of an election that its committees work with. */
export const filesSchema = z.object({
  verkiezing: z.string(),
  verkiezingsdefinitie: z.object({ sha256, adres: z.string() }),
  kandidatenlijsten: z.array(
    z.object({
      id: z.uuid(),
      kieskring: z.string(),
      versie: z.int(),
      sha256,
      grootte: z.int(),
      klaargezet: z.iso.datetime(),
      adres: z.string(),
    }),
  ),
  aangeboden: z
    .array(offer)
    .optional()
    .meta({ description: 'Alleen voor de Kiesraad: kandidatenlijsten die nog niemand kan ophalen' }),
});

function versionJson({ id, at, created, sha256: digest, size, count, warnings, ...list }: ListVersion) {
  return {
    ...{ id, versie: list.version, aangeleverd: at.toISOString(), gemaakt: created, sha256: digest },
    ...{ grootte: size, stembureaus: count, waarschuwingen: warnings },
  };
}

const rowJson = ({ committee: { level, code, name }, list }: ListRow) => ({
  ...{ niveau: level as CommitteeLevel, code, orgaan: name },
  lijst: list && versionJson(list),
});

export function listsJson({ plan, due, rows }: ShownLists) {
  return {
    verkiezing: plan.definition.id,
    uiterlijk: due,
    stembureaulijsten: rows.map(rowJson),
  };
}

const ENTRIES = new Map<string, CheckEntry>(Object.entries(STATION_LIST_CHECKS));
/** Title of a check; of one that is no longer made, its code. */
export const listCheckTitle = (code: string): string => ENTRIES.get(code)?.title ?? code;

function checkJson({ code, result, more, ...first }: Check) {
  const told = [first, ...more];
  return {
    ...{ code, titel: listCheckTitle(code), uitkomst: result },
    bevindingen: told.map(({ detail, place }) => ({ tekst: detail, regel: place?.line ?? null })),
  };
}

const HOW = { added: 'erbij', gone: 'eraf', changed: 'gewijzigd' } as const;

export function listJson({ list, name, versions, changes }: ShownList) {
  const { level, code } = list.committee;
  return {
    ...versionJson(list),
    ...{ verkiezing: list.electionId, niveau: level as CommitteeLevel, code, orgaan: name },
    geldt: versions[0]?.id === list.id,
    controles: list.checks.map(checkJson),
    lijst: list.stations.map(({ id, name: naam, voters, postal, postcode }) => ({
      ...{ nummer: id, naam, kiezers: voters, perBrief: postal, postcode },
    })),
    wijzigingen: changes && changes.map(({ id, name: naam, how }) => ({ nummer: id, naam, wat: HOW[how] })),
    versies: versions.map(versionJson),
  };
}

function offersJson({ offered, names, viewer }: CandidateOffers) {
  return offered.map(({ contest, size, at, byPerson, sha256: digest, confirmation: said }) => ({
    ...{ kieskring: contest, grootte: size, aangeboden: at.toISOString(), door: personName(names, byPerson) },
    sha256: byPerson === viewer ? digest : null,
    afwijzing: said && {
      ...{ afgewezen: said.at.toISOString(), door: personName(names, said.byPerson) },
      reden: said.why ?? '',
    },
  }));
}

/** `offers`: null for who does not see that there are any. */
export function filesJson(
  { electionId, definitionSha256, candidates }: ElectionFiles,
  offers: CandidateOffers | null,
) {
  const at = `/v1/verkiezingen/${encodeURIComponent(electionId)}/bestanden`;
  return {
    verkiezing: electionId,
    verkiezingsdefinitie: { sha256: definitionSha256, adres: `${at}/definitie` },
    kandidatenlijsten: candidates.map((file) => ({
      ...{ id: file.id, kieskring: file.contest, versie: file.version, sha256: file.sha256 },
      ...{ grootte: file.size, klaargezet: file.at.toISOString() },
      adres: `${at}/kandidaten/${file.id}`,
    })),
    ...(offers && { aangeboden: offersJson(offers) }),
  };
}
