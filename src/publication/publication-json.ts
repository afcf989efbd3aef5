import { z } from 'zod';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { MESSAGE_TYPES, type CommitteeRef } from '../kernel/committee.js';
import { inGroups } from '../kernel/fingerprint.js';
import { SHAPES } from '../platform/http/shapes.js';
import type { PublicPaper } from './paper.js';
import type { PublicFile } from './publication.js';
import type { ResultRow, ShownResult } from './show-results.js';
import { paperPath, versionPath } from './words.js';

const moment = z.iso.datetime();
const orgaan = z.object({ niveau: z.string(), code: z.string(), naam: z.string() });

const versie = z
  .object({
    versie: z.int(),
    vingerafdruk: z.string().describe('SHA-256 over het .eml.xml-bestand'),
    groepen: z.string().describe('Dezelfde vingerafdruk, zoals op het proces-verbaal'),
    geleverd: moment,
    openbaarSinds: moment,
    openbaarDoor: orgaan,
    vervangen: z.boolean().describe('Er is een nieuwere versie geleverd'),
    nieuwere: z.int().nullable().describe('De nieuwste versie die openbaar is, als dat een andere is'),
    plaats: z.enum(['hier', 'elders']),
    adres: z.string().describe('Waar het bestand is op te halen'),
    naam: z.string().nullable(),
    grootte: z.int().nullable(),
  })
  .register(SHAPES, { id: 'OpenbareVersie' });

const processenVerbaal = z
  .array(
    z.object({
      versie: z.int(),
      sha256: z.string(),
      grootte: z.int(),
      bladzijden: z.int().nullable(),
      openbaarSinds: moment,
      teruggetrokken: moment.nullable(),
      adres: z.string().nullable().describe('Waar de PDF is op te halen; null: teruggetrokken'),
    }),
  )
  .describe('Het proces-verbaal zonder handtekeningen, de laatste versie eerst');

const row = {
  orgaan,
  kieskring: z.string().nullable(),
  bestand: z.enum(MESSAGE_TYPES),
  openbaarTeMakenDoor: orgaan,
  wet: z.string(),
  afgeleid: z.boolean().describe('Geen tekst die wij hebben noemt dit bestand'),
  laatste: versie.nullable().describe('null: nog niet openbaar'),
  nieuwereGeleverd: z.boolean().describe('Er is een nieuwere versie geleverd dan openbaar is'),
};

/** What of an election is public, for programs. */
export const resultsSchema = z.object({
  ...{ verkiezing: z.string(), naam: z.string(), dag: z.iso.date() },
  bestanden: z.array(z.object(row)),
});
/** One file with all its versions. */
export const resultSchema = z.object({
  ...{ verkiezing: z.string(), ...row },
  versies: z.array(z.object({ ...versie.shape, processenVerbaal })),
});

const named = ({ committees }: ElectionPlan, ref: CommitteeRef) => ({
  ...{ niveau: ref.level, code: ref.code, naam: committeeName(committees, ref) },
});

/** One public version; `last`: the last of its file that is public. */
export function versionJson(plan: ElectionPlan, file: PublicFile, last: PublicFile) {
  const { fingerprint, deliveredAt, newest, about, message, electionId } = file;
  const { version, place, by, at } = file.publication;
  const here = place.kind === 'here' ? place : null;
  return {
    ...{ versie: version, vingerafdruk: fingerprint, groepen: inGroups(fingerprint) },
    ...{ geleverd: deliveredAt.toISOString(), openbaarSinds: at.toISOString() },
    ...{ openbaarDoor: named(plan, by), vervangen: !newest },
    nieuwere: last.publication.version === version ? null : last.publication.version,
    plaats: here === null ? ('elders' as const) : ('hier' as const),
    adres:
      place.kind === 'elsewhere' ? place.address : `/v1${versionPath(electionId, about, message, version)}`,
    ...{ naam: here?.name ?? null, grootte: here?.size ?? null },
  };
}

export function rowJson(plan: ElectionPlan, { duty, district, last, newer }: ResultRow) {
  const { about, message, body, law, basis } = duty;
  return {
    ...{ orgaan: named(plan, about), kieskring: district?.place ?? null, bestand: message },
    ...{ openbaarTeMakenDoor: named(plan, body), wet: law, afgeleid: basis === 'inferred' },
    ...{ laatste: last && versionJson(plan, last, last), nieuwereGeleverd: newer },
  };
}

function paperJson({ electionId, about, message, publication }: PublicFile, paper: PublicPaper) {
  const { version, sha256, size, pages, at, withdrawnAt } = paper;
  const address = `/v1${paperPath(electionId, about, message, publication.version, version)}`;
  return {
    ...{ versie: version, sha256, grootte: size, bladzijden: pages, openbaarSinds: at.toISOString() },
    teruggetrokken: withdrawnAt?.toISOString() ?? null,
    adres: withdrawnAt === null ? address : null,
  };
}

export function resultJson({ plan, versions, papers, ...row }: ShownResult) {
  return {
    ...{ verkiezing: plan.definition.id, ...rowJson(plan, row) },
    versies: versions.map((file) => ({
      ...versionJson(plan, file, versions[0]!),
      processenVerbaal: (papers.get(file.publication.id) ?? []).map((paper) => paperJson(file, paper)),
    })),
  };
}
