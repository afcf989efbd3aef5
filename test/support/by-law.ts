import type { Category, ElectionDefinition } from '../../src/elections/definition.js';
import { committeeKey, ISLANDS, type CommitteeRef, type DeliveredType } from '../../src/kernel/committee.js';

/** A committee that delivers, as its 110a and the law place it. */
export interface Sender extends CommitteeRef {
  readonly name: string;
  /** Its kieskring: of a gemeente where an HSB stands above it, and of that HSB itself; null: none. */
  readonly district: { readonly number: number; readonly name: string } | null;
  /** Code of the burgemeester or gezaghebber who gets its file; null: none does. */
  readonly mayor: string | null;
}

const CSB = 'CSB:CSB';
const COUNCIL = 'COUNCIL:COUNCIL';
/** 's-Gravenhage, of which the burgemeester gets the file of the NBSB (Kieswet O 21 lid 3), and the code of the latter (inferred). */
const [THE_HAGUE, POSTAL] = ['0518', '0998'];

/**
 * Everybody who delivers in an election: worked out here from its 110a, and not asked of the platform, whose derivation is
 * among what is looked at. The HSBs come first, the CSB last.
 */
export function sendersOf({ category, subcategory, regions }: ElectionDefinition): readonly Sender[] {
  const hasDistricts = ['TK', 'EP', 'PS2'].includes(subcategory);
  const districts = hasDistricts ? regions.filter((region) => region.category === 'KIESKRING') : [];
  const towns = category === 'EK' ? [] : regions.filter((region) => region.category === 'GEMEENTE');
  const place = (number: number | null | undefined) => {
    const found = districts.find((district) => district.number === number);
    return found === undefined ? null : { number: found.number!, name: found.name };
  };
  const counting = towns.map(({ number, name, superior }): Sender => {
    const code = String(number).padStart(4, '0');
    return {
      ...{ level: code in ISLANDS ? 'SOL' : 'GSB', code, name, mayor: code },
      district: place(superior?.number),
    };
  });
  const postal: Sender = { level: 'NBSB', code: POSTAL, name: 'Brief', district: null, mayor: THE_HAGUE };
  const island = category === 'ER' ? counting[0]!.code : null;
  return [
    ...districts.map(({ number, name }): Sender => ({
      ...{ level: 'HSB', code: `HSB${number}`, name, mayor: null, district: place(number) },
    })),
    ...counting,
    ...(category === 'TK' || category === 'EP' ? [postal] : []),
    { level: 'CSB', code: 'CSB', name: 'Centraal', district: null, mayor: island },
  ];
}

/** Does it count votes itself, so that what it delivers is a signed 510b? */
export const counts = ({ level }: CommitteeRef): boolean => ['GSB', 'SOL', 'NBSB'].includes(level);

/** A file: who sent it, and of whom it is. They differ where the CSB corrected a 510c (Kieswet P 1f lid 5). */
export interface Filed {
  readonly from: CommitteeRef;
  readonly about: Sender;
  readonly message: DeliveredType;
}

/**
 * Who must have a file when it is delivered, as `committeeKey` says them. Written out from the Kieswet: Na 32 lid 3, O 10 lid 2, O 21 lid 3,
 * P 1g lid 2, Ya 18, and for the Kiesraad A 3 d (inferred).
 */
export function namedByLaw(category: Category, { from, about, message }: Filed): readonly string[] {
  const mayor = about.mayor === null ? [] : [`MAYOR:${about.mayor}`];
  // of an island council nothing goes to the Kiesraad before the elected were admitted
  const council = category === 'ER' ? [] : [COUNCIL];
  switch (message) {
    case '510b':
    case 'P2a': {
      const above = about.district === null ? [] : [`HSB:HSB${about.district.number}`];
      return [...mayor, ...above, CSB, ...council];
    }
    case '510c':
      return [from.level === 'CSB' ? committeeKey(about) : CSB, ...council];
    case '510d':
    case '520':
    case 'P22-bijlage':
      return [...mayor, ...council];
  }
}

/** Who makes it public: the burgemeester what his GSB or the NBSB counted, others their own (Na 33 lid 1, O 8 lid 2, O 22 lid 2, P 23 lid 3). */
export function publisherByLaw({ about, message }: Omit<Filed, 'from'>): string | null {
  if (message === 'P2a' || message === 'P22-bijlage') return null;
  return message === '510b' ? `MAYOR:${about.mayor}` : committeeKey(about);
}
