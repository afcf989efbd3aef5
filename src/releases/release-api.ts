import { z } from 'zod';
import { line, lines } from '../frame/text.js';
import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';
import { sizeWords } from '../kernel/recognise-file.js';
import { SHAPES } from '../platform/http/shapes.js';
import { fileAddress } from './manifest.js';
import { isWebPage, RELEASE_LIMITS } from './release-file.js';
import { isPublic, releaseDigest, stateName, type Release, type ReleaseAbout } from './release.js';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();
/** Text of several lines that no browser takes for a page. */
const plainText = (longest: number, empty: string) =>
  lines(longest, empty).refine(
    (text) => !isWebPage(Buffer.from(text)),
    'Geef gewone tekst, geen HTML of SVG.',
  );
const address = z
  .string()
  .trim()
  .max(500, 'Gebruik hoogstens 500 tekens.')
  .pipe(z.url({ protocol: /^https$/, error: 'Vul een adres in dat met https:// begint.' }));

/** A fingerprint as people type it. */
export const aFingerprint = z.string('Vul de vingerafdruk in.').transform((typed, context): Sha256 => {
  const read = readFingerprint(typed);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'Een vingerafdruk heeft 64 cijfers 0-9 en letters a-f.' });
  return z.NEVER;
});

const assurance = z.discriminatedUnion('soort', [
  z.object({
    soort: z.literal('test'),
    versie: line(60, 'Vul in welke versie is getest.'),
    uitslag: plainText(4000, 'Vul de uitslag van de test in.'),
    rapport: address,
  }),
  z.object({
    soort: z.literal('kleineWijziging'),
    verklaring: plainText(4000, 'Verklaar wat er is gewijzigd.'),
  }),
]);
const HOSTING = { eigen: 'own', centraal: 'central' } as const;

/** What is said of a release, as it comes in. */
export const aboutBody = z
  .object({
    product: line(100, 'Vul de naam van het programma in.'),
    versie: line(60, 'Vul de versie in.'),
    platform: line(60, 'Vul in waar het op draait, zoals Windows.'),
    verkiezingen: z.array(line(120)).min(1, 'Kies minstens één verkiezing.').max(200),
    beschikbaarVanaf: z.iso.datetime({ offset: true }),
    gehost: z.enum(['eigen', 'centraal']).default('eigen'),
    toelichting: plainText(20_000, 'Vul in wat er nieuw is.'),
    beoordeling: assurance.nullish(),
    bron: address.nullish(),
    bouwen: plainText(20_000, 'Vul in hoe het is gebouwd.').nullish(),
  })
  .transform(({ beoordeling, ...said }): ReleaseAbout => ({
    product: said.product.normalize('NFC'),
    version: said.versie.normalize('NFC'),
    platform: said.platform.normalize('NFC'),
    elections: [...new Set(said.verkiezingen)].sort(),
    availableFrom: new Date(said.beschikbaarVanaf),
    hosting: HOSTING[said.gehost],
    notes: said.toelichting.replaceAll('\r\n', '\n'),
    assurance:
      beoordeling === null || beoordeling === undefined
        ? null
        : beoordeling.soort === 'kleineWijziging'
          ? { kind: 'minorChange', statement: beoordeling.verklaring }
          : {
              kind: 'tested',
              version: beoordeling.versie,
              outcome: beoordeling.uitslag,
              report: beoordeling.rapport,
            },
    source: said.bron ?? null,
    build: said.bouwen ?? null,
  }));

/** A file that is to come. */
export const fileBody = z
  .strictObject({
    naam: z.string('Geef de naam van het bestand.').max(1000),
    grootte: z
      .int('De grootte is een heel aantal bytes.')
      .min(1, 'Een leeg bestand kan niet worden uitgereikt.')
      .max(RELEASE_LIMITS.fileBytes, `Een bestand is hoogstens ${sizeWords(RELEASE_LIMITS.fileBytes)}.`),
    sha256: aFingerprint.nullish(),
  })
  .transform(({ naam, grootte, sha256 }) => ({ name: naam, size: grootte, sha256: sha256 ?? null }));

const fileSchema = z.object({
  nummer: z.int(),
  naam: z.string(),
  grootte: z.int(),
  sha256: hex64.nullable(),
  sha512: z.string().nullable(),
  aangekondigd: hex64.nullable(),
  binnen: z.int().meta({ description: 'Hoeveel bytes er zijn' }),
  ontvangen: z.boolean(),
  adres: z.string(),
  openbaar: z.string().nullable().meta({ description: 'Waar iedereen het bestand ophaalt' }),
});
const act = z.object({ op: moment });

/** A release in an answer. */
export const releaseSchema = z
  .object({
    id: z.uuid(),
    stand: z.enum(['concept', 'goedgekeurd', 'gepubliceerd', 'ingetrokken']),
    product: z.string(),
    versie: z.string(),
    platform: z.string(),
    verkiezingen: z.array(z.string()),
    beschikbaarVanaf: moment,
    gehost: z.enum(['eigen', 'centraal']),
    toelichting: z.string(),
    beoordeling: z
      .union([
        z.object({
          soort: z.literal('test'),
          versie: z.string(),
          uitslag: z.string(),
          rapport: z.string(),
        }),
        z.object({ soort: z.literal('kleineWijziging'), verklaring: z.string() }),
      ])
      .nullable(),
    bron: z.string().nullable(),
    bouwen: z.string().nullable(),
    vingerafdruk: hex64.meta({ description: 'Over alles wat wordt goedgekeurd (canonieke JSON, RFC 8785)' }),
    goedkeuringen: z.array(act),
    gepubliceerd: act.nullable(),
    ingetrokken: z.object({ op: moment, reden: z.string() }).nullable(),
    bestanden: z.array(fileSchema),
  })
  .register(SHAPES, { id: 'Release' });
export const releasesSchema = z
  .object({ releases: z.array(releaseSchema) })
  .register(SHAPES, { id: 'Releases' });

/** Where a program sends a file, and fetches it. */
export const apiFileAddress = (id: string, index: number) => `/v1/releases/${id}/bestanden/${index}`;

/** A release as the API tells of it. Who approved it is the Kiesraad's, and not told. */
export function releaseJson(release: Release) {
  const { id, about, files, state, approvals } = release;
  const coming = release.state === 'draft' ? release.coming : [];
  const open = isPublic(release);
  return {
    id,
    stand: stateName(state),
    product: about.product,
    versie: about.version,
    platform: about.platform,
    verkiezingen: about.elections,
    beschikbaarVanaf: about.availableFrom.toISOString(),
    gehost: about.hosting === 'own' ? ('eigen' as const) : ('centraal' as const),
    toelichting: about.notes,
    beoordeling: assuranceJson(about),
    bron: about.source,
    bouwen: about.build,
    vingerafdruk: releaseDigest(release),
    goedkeuringen: approvals.map(({ at }) => ({ op: at.toISOString() })),
    gepubliceerd: open ? { op: release.published.at.toISOString() } : null,
    ingetrokken:
      release.state === 'withdrawn'
        ? { op: release.withdrawn.at.toISOString(), reden: release.reason }
        : null,
    bestanden: [
      ...files.map(({ index, name, size, sha256, sha512 }) => ({
        ...{ nummer: index, naam: name, grootte: size, sha256, sha512 },
        ...{ aangekondigd: null, binnen: size, ontvangen: true, adres: apiFileAddress(id, index) },
        openbaar: open ? fileAddress(id, index) : null,
      })),
      ...coming.map(({ index, name, size, announced, received }) => ({
        ...{ nummer: index, naam: name, grootte: size, sha256: null, sha512: null },
        ...{ aangekondigd: announced, binnen: received, ontvangen: false },
        ...{ adres: apiFileAddress(id, index), openbaar: null },
      })),
    ].sort((a, b) => a.nummer - b.nummer),
  };
}

function assuranceJson({ assurance: said }: ReleaseAbout) {
  if (said === null) return null;
  return said.kind === 'minorChange'
    ? { soort: 'kleineWijziging' as const, verklaring: said.statement }
    : { soort: 'test' as const, versie: said.version, uitslag: said.outcome, rapport: said.report };
}
