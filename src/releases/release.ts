import { digestOf, type Json } from '../kernel/canonical-json.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';

/** Why a version may be offered (Ea 2 lid 2, Ea 5 lid 2): tested itself, or so little changed that it need not be. */
export type Assurance =
  | {
      readonly kind: 'tested';
      /** The version that was tested: only the release's own will do. */
      readonly version: string;
      readonly outcome: string;
      /** Where the test report can be read. */
      readonly report: string;
    }
  /** Touches neither the allocation of seats nor security; says what changed. */
  | { readonly kind: 'minorChange'; readonly statement: string };

/** Where it runs: on computers of municipalities and other bodies, or only at the Kiesraad. */
export const HOSTINGS = ['own', 'central'] as const;
export type Hosting = (typeof HOSTINGS)[number];

/** What is said of a release; it can be changed until the release is published. */
export interface ReleaseAbout {
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  /** Ids of the elections it is for, sorted. */
  readonly elections: readonly string[];
  /** Its files are handed out from this moment on. */
  readonly availableFrom: Date;
  readonly hosting: Hosting;
  /** Plain text, never mark-up. */
  readonly notes: string;
  /** Null while nobody entered it: then it cannot be approved. */
  readonly assurance: Assurance | null;
  /** Where its source code can be read; null when that is not published (not due for OSV2020). */
  readonly source: string | null;
  /** How who has the source makes the same files; plain text. */
  readonly build: string | null;
}

/** A file of which all bytes are here. */
export interface ReleaseFile {
  /** From 1; never used for another file of the release. */
  readonly index: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  /** SHA-512, 128 hex digits. */
  readonly sha512: string;
}

/** A file that was announced and is not whole yet. */
export interface ComingFile extends Pick<ReleaseFile, 'index' | 'name' | 'size'> {
  /** As who sends it said; null when he did not. */
  readonly announced: Sha256 | null;
  /** Bytes of it that are here. */
  readonly received: number;
}

/** Somebody of the Kiesraad, at a moment. */
export interface Act {
  readonly at: Date;
  /** Person id. */
  readonly by: string;
}

/** Somebody saw exactly this, and found it good. */
export interface Approval extends Act {
  readonly digest: Sha256;
}

interface ReleaseFacts {
  readonly id: string;
  readonly about: ReleaseAbout;
  /** In the order of their index. */
  readonly files: readonly ReleaseFile[];
  readonly made: Act;
}
/** Being put together. At most one person approved what it is now. */
export interface DraftRelease extends ReleaseFacts {
  readonly state: 'draft';
  readonly coming: readonly ComingFile[];
  readonly approvals: readonly [] | readonly [Approval];
}
/** Two persons approved the same digest. */
export interface ApprovedRelease extends ReleaseFacts {
  readonly state: 'approved';
  readonly approvals: readonly [Approval, Approval];
}
/** For everybody to fetch; it never changes again. */
export interface PublishedRelease extends ReleaseFacts {
  readonly state: 'published';
  readonly approvals: readonly [Approval, Approval];
  readonly published: Act;
}
/** Its files are not handed out any more; everybody still sees that it was there, and why it is gone. */
export interface WithdrawnRelease extends ReleaseFacts {
  readonly state: 'withdrawn';
  readonly approvals: readonly [Approval, Approval];
  readonly published: Act;
  readonly withdrawn: Act;
  readonly reason: string;
}
/** A release of software, in one of its states. */
export type Release = DraftRelease | ApprovedRelease | PublishedRelease | WithdrawnRelease;
/** What everybody may see. */
export type PublicRelease = PublishedRelease | WithdrawnRelease;
export type ReleaseState = Release['state'];

const STATE_NAMES = {
  draft: 'concept',
  approved: 'goedgekeurd',
  published: 'gepubliceerd',
  withdrawn: 'ingetrokken',
} as const satisfies Record<ReleaseState, string>;

/** What a state is called on screen and in the API. */
export function stateName(state: ReleaseState): (typeof STATE_NAMES)[ReleaseState] {
  return STATE_NAMES[state];
}

/** `Abacus 1.4.0 voor Windows`. */
export function releaseName({ about }: Pick<Release, 'about'>): string {
  return `${about.product} ${about.version} voor ${about.platform}`;
}

export function isPublic(release: Release): release is PublicRelease {
  return release.state === 'published' || release.state === 'withdrawn';
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of everything that is approved: what is said of the release, and of each
 * file its name, size and digests. Any change makes it another.
 */
export function releaseDigest({ about, files }: Pick<Release, 'about' | 'files'>): Sha256 {
  const { availableFrom, assurance, elections, ...said } = about;
  const content: Json = {
    v: 1,
    ...said,
    elections: [...elections],
    availableFrom: availableFrom.toISOString(),
    assurance: assurance && { ...assurance },
    files: files.map(({ name, size, sha256: digest, sha512 }) => ({ name, size, sha256: digest, sha512 })),
  };
  return digestOf(content);
}

const alreadyDecided = ({ state }: Release) =>
  new Refusal('release.alreadyDecided', { stand: stateName(state) });

/** Why it cannot be approved as it is, in the order in which it is asked; null: it can. */
export function missingFor({ about, files, coming }: DraftRelease): string | null {
  if (files.length === 0) return 'Er is nog geen bestand.';
  if (coming.length > 0) return 'Niet alle bestanden zijn helemaal aangekomen.';
  const { assurance, version } = about;
  if (assurance === null) return 'Er is geen testuitslag en geen verklaring van een kleine wijziging.';
  if (assurance.kind === 'tested' && assurance.version !== version)
    return `De test ging over versie ${assurance.version}, niet over ${version}.`;
  return null;
}

/**
 * Somebody approves what they saw. Refused: release.alreadyDecided when it is no draft, release.otherDigest when they saw
 * something else than it is now, release.notReady, release.approvedByYou.
 */
export function approve(release: Release, approval: Approval): DraftRelease | ApprovedRelease {
  if (release.state !== 'draft') throw alreadyDecided(release);
  if (approval.digest !== releaseDigest(release)) throw new Refusal('release.otherDigest');
  const missing = missingFor(release);
  if (missing !== null) throw new Refusal('release.notReady', { reden: missing });
  const [first] = release.approvals;
  if (first === undefined) return { ...release, approvals: [approval] };
  if (first.by === approval.by) throw new Refusal('release.approvedByYou');
  const { id, about, files, made } = release;
  return { id, about, files, made, state: 'approved', approvals: [first, approval] };
}

/** Something of it may be changed: then nobody approved what it is. Refused: release.fixed once it is published. */
export function reopen(release: Release): DraftRelease {
  if (isPublic(release)) throw new Refusal('release.fixed', { stand: stateName(release.state) });
  const coming = release.state === 'draft' ? release.coming : [];
  return { ...release, state: 'draft', coming, approvals: [] };
}

/** It becomes everybody's. Refused: release.notApproved, release.alreadyDecided. */
export function publish(release: Release, published: Act): PublishedRelease {
  if (isPublic(release)) throw alreadyDecided(release);
  if (release.state === 'draft') throw new Refusal('release.notApproved');
  return { ...release, state: 'published', published };
}

/** Its files are held back from now on, for good. Refused: release.notPublished, release.alreadyDecided. */
export function withdraw(release: Release, withdrawn: Act, reason: string): WithdrawnRelease {
  if (release.state === 'withdrawn') throw alreadyDecided(release);
  if (release.state !== 'published') throw new Refusal('release.notPublished');
  return { ...release, state: 'withdrawn', withdrawn, reason };
}
