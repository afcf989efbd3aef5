import { createHash } from 'node:crypto';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { csvOf } from '../kernel/csv-text.js';
import type { BundledFile } from './bundle-list.js';
import { numberOf, type Delivery } from './delivery.js';

/** What a bundle holds, as it was at one moment. */
export interface Manifest {
  readonly plan: ElectionPlan;
  readonly recipient: CommitteeRef;
  readonly at: Date;
  /** What was asked for: `nieuw`, `verkiezing`, `gekozen`, or the code of a kieskring. */
  readonly choice: string;
  readonly files: readonly BundledFile[];
  /** What had to be left out, because its bytes are damaged here. */
  readonly damaged: readonly Delivery[];
}

/** A text that goes into a bundle, at the top of it. */
export interface BundleText {
  readonly name: string;
  readonly content: string;
}

/**
 * What stands in a bundle, for programs and for a spreadsheet: of each file its path, size and SHA-256, and of its delivery who
 * sent it, about whom, when it was received, by which number and key, which version it is and since when it is replaced.
 * `laatste` is the highest number of what is in it, by which `GET /v1/ontvangen/nieuw` goes on.
 */
export function manifestTexts(manifest: Manifest): readonly BundleText[] {
  const files = manifest.files.map(({ delivery, file, path }) => ({
    pad: path,
    grootte: file.size,
    sha256: file.sha256,
    ...deliveryFacts(manifest.plan, delivery),
  }));
  const json = {
    versie: 1,
    verkiezing: manifest.plan.definition.id,
    naam: manifest.plan.definition.name,
    ontvanger: body(manifest.plan, manifest.recipient),
    gemaakt: manifest.at.toISOString(),
    keuze: manifest.choice,
    laatste: Math.max(...manifest.files.map(({ delivery }) => delivery.arrival)),
    bestanden: files,
    beschadigd: manifest.damaged.map((delivery) => deliveryFacts(manifest.plan, delivery)),
  };
  return [
    { name: 'manifest.json', content: `${JSON.stringify(json, null, 2)}\n` },
    { name: 'manifest.csv', content: csvOf(CSV_HEAD, files.map(csvCells)) },
  ];
}

/** What `sha256sum -c` reads: every file and every text before it. Paths are plain ASCII, so that nothing is escaped. */
export function checksums(texts: readonly BundleText[], files: readonly BundledFile[]): BundleText {
  const lines = [
    ...texts.map(({ name, content }) => [createHash('sha256').update(content).digest('hex'), name]),
    ...files.map(({ file, path }) => [file.sha256, path]),
  ];
  return { name: 'SHA256SUMS', content: lines.map(([hash, path]) => `${hash}  ${path}\n`).join('') };
}

function deliveryFacts(plan: ElectionPlan, delivery: Delivery) {
  return {
    nummer: numberOf(delivery),
    bericht: delivery.message,
    vingerafdruk: delivery.fingerprint,
    afzender: body(plan, delivery.sender),
    over: body(plan, delivery.about),
    ontvangen: delivery.at.toISOString(),
    sleutel: delivery.verdict.keyId,
    toegestaanZonderHandtekening: delivery.verdict.unsigned !== undefined,
    versie: delivery.version,
    vervangen: delivery.supersededAt?.toISOString() ?? null,
  };
}

function body(plan: ElectionPlan, ref: CommitteeRef) {
  return { niveau: ref.level, code: ref.code, naam: committeeName(plan.committees, ref) };
}

const CSV_HEAD = [
  ...['pad', 'grootte', 'sha256', 'vingerafdruk', 'nummer', 'bericht'],
  ...['afzender niveau', 'afzender code', 'afzender', 'over niveau', 'over code', 'over'],
  ...['ontvangen', 'sleutel', 'toegestaan zonder handtekening', 'versie', 'vervangen'],
];

function csvCells(
  file: ReturnType<typeof deliveryFacts> & {
    readonly pad: string;
    readonly grootte: number;
    readonly sha256: string;
  },
): readonly string[] {
  return [
    ...[file.pad, String(file.grootte), file.sha256, file.vingerafdruk ?? '', file.nummer, file.bericht],
    ...Object.values(file.afzender),
    ...Object.values(file.over),
    ...[file.ontvangen, file.sleutel ?? '', file.toegestaanZonderHandtekening ? 'ja' : ''],
    ...[String(file.versie), file.vervangen ?? ''],
  ];
}
