import { inGroups } from '../kernel/fingerprint.js';
import type { DeliveredFile, Delivery } from './delivery.js';
import { messageText } from './words.js';

/** Name of the list in a bundle. */
export const LIST_NAME = 'vingerafdrukken.txt';

/** One file of a bundle, with its name in the ZIP. */
export interface BundledFile {
  readonly delivery: Delivery;
  readonly file: DeliveredFile;
  /** Relative, unique and safe on every computer. */
  readonly path: string;
}

/** What is said of the deliveries that a bundle had to leave out, because their bytes are damaged here. */
export interface BundleList {
  readonly election: string;
  readonly recipient: string;
  /** In the time of Europe/Amsterdam. */
  readonly time: string;
  readonly files: readonly BundledFile[];
  readonly damaged: readonly Delivery[];
  readonly committeeName: (delivery: Delivery) => string;
  readonly number: (delivery: Delivery) => string;
}

/**
 * Names for all files: committee, number and the sender's own name, of which only ASCII letters, digits, dot, dash and
 * underscore remain. What was replaced since stands in a folder of its own.
 */
export function bundleFiles(
  deliveries: readonly Delivery[],
  number: (delivery: Delivery) => string,
): readonly BundledFile[] {
  return deliveries.flatMap((delivery) => {
    const folder = delivery.supersededAt === null ? '' : 'vervangen/';
    const start = `${folder}${delivery.about.level}-${delivery.about.code}_${number(delivery)}_`;
    const taken = new Set<string>();
    return delivery.files.map((file) => {
      const name = safeName(file.name);
      const path = taken.has(name.toLowerCase()) ? `${start}${file.index}_${name}` : `${start}${name}`;
      taken.add(name.toLowerCase());
      return { delivery, file, path };
    });
  });
}

/** A name that is safe on every computer: of the sender's own only ASCII letters, digits, dot, dash and underscore. */
export function safeName(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_');
  return ascii.replace(/^[._]+|\.+$/g, '').slice(-200) || 'bestand';
}

/** The list that goes with a bundle: per file its number, committee, fingerprint and SHA-256. Plain text, CRLF. */
export function writeBundleList(list: BundleList): string {
  const head = [
    `Digitaal overdrachtsplatform verkiezingen: ${list.election}`,
    `Opgehaald door ${list.recipient} op ${list.time}`,
    '',
    'Vergelijk elke digitale vingerafdruk met die op het papieren proces-verbaal, alle 64 tekens.',
    'De vingerafdruk is de SHA-256 van het telbestand (.eml.xml), niet die van het pakket.',
    'De handtekening hoort alleen bij het telbestand. PDF en CSV vallen er niet onder.',
  ];
  const damaged = list.damaged.map(
    (delivery) =>
      `NIET MEEGELEVERD, bij ons beschadigd: ${list.number(delivery)} van ${list.committeeName(delivery)}. Bel de helpdesk.`,
  );
  const files = list.files.flatMap(({ delivery, file, path }) => [
    '',
    path,
    `  Nummer        ${list.number(delivery)}${delivery.supersededAt === null ? '' : ' (VERVANGEN door een nieuwe versie)'}`,
    `  Stembureau    ${list.committeeName(delivery)} (${delivery.about.level} ${delivery.about.code})`,
    `  Bestand       ${messageText(delivery.message)}`,
    ...(delivery.verdict.unsigned === undefined
      ? []
      : ['  Ondertekend   NEE: de Kiesraad stond deze ene levering toe. Vergelijk eerst met het papier.']),
    `  Vingerafdruk  ${delivery.fingerprint === null ? 'geen: er is geen telbestand' : inGroups(delivery.fingerprint)}`,
    `  SHA-256       ${file.sha256}`,
    `  Grootte       ${file.size} bytes`,
  ]);
  return [...head, ...(damaged.length > 0 ? ['', ...damaged] : []), ...files, ''].join('\r\n');
}
