// The made-up Tweede Kamer that the bench plays: its committees with the sizes of their counts, and who gets what by law.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build.mjs';

/** Imports a compiled module of the platform. */
export const compiled = (name) => import(pathToFileURL(path.join(ROOT, 'dist', name)).href);

/** Of the election that is always played; each further one is a year later. Fixed, so that packages made once stay good. */
export const FIRST_YEAR = 2027;
/** Of the trial that is delivered before the night. */
export const TRIAL_YEAR = 2037;
const LARGEST = ['0363', '0599', '0518', '0344', '0772', '0014'];
const QUICK = 60;

/** Polling stations by rank of size: 500 in Amsterdam down to 10, about 9,900 together as at a real TK. */
const stationsAt = (rank) => Math.round(500 * rank ** -0.67);

/** The definition from which the platform sets the election of a year up. */
export async function definition(year) {
  const { rehearsalElections } = await compiled('rehearsal/definitions.js');
  return rehearsalElections(`${year}-03-03`).find(({ category }) => category === 'TK');
}

/**
 * All 345 that count in a gemeente or openbaar lichaam, or `count` of them, evenly over large and small; 60 when quick. In
 * as many elections as asked. Gives for each its year, level, code, name, kieskring and number of polling stations.
 */
export async function committees({ quick, count, elections = 1, firstYear = FIRST_YEAR }) {
  const { DISTRICTS } = await compiled('rehearsal/geography.js');
  const all = DISTRICTS.flatMap(({ number, municipalities }) =>
    municipalities.map(({ code, name }) => ({
      level: number === 20 ? 'SOL' : 'GSB',
      code,
      name,
      district: number,
    })),
  );
  const rank = ({ code }) => (LARGEST.includes(code) ? LARGEST.indexOf(code) : LARGEST.length + Number(code));
  const ordered = all
    .sort((a, b) => rank(a) - rank(b))
    .map((body, i) => ({ ...body, stations: stationsAt(i + 1) }));
  const wanted = Math.min(ordered.length, count ?? (quick ? QUICK : ordered.length));
  const chosen = Array.from({ length: wanted }, (_, i) => ordered[Math.floor((i * ordered.length) / wanted)]);
  return Array.from({ length: elections }, (_, i) => firstYear + i).flatMap((year) =>
    chosen.map((body) => ({ year, ...body })),
  );
}

/** A role of an election, by which tokens are found. */
export const roleOf = (year, name) => `${year} ${name}`;

/** The 40 % that find a mistake and deliver a correction. */
export const corrected = (bodies) => bodies.filter((_, i) => i % 5 < 2);

/**
 * Who must receive the 510b of this body: burgemeester or gezaghebber, HSB and CSB (Kieswet Na 32 lid 3), and the Kiesraad
 * that collects (A 3 d). Written out here and not asked of the platform, whose routes are what is being checked.
 */
export function recipientsByLaw({ code, district }) {
  return [`MAYOR:${code}`, `HSB:HSB${district}`, 'CSB:CSB', 'COUNCIL:COUNCIL'];
}
