import { z } from 'zod';
import { fileName, from, reason, sha256, size } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

const release = detail('Naam van de release', cutText(300));
const digest = detail('Vingerafdruk van de release', z.string(), { names: true });
const seen = detail('Gezien', z.string(), { names: true });
const by = ['person'] as const;

export const releaseDrafted = event('release.drafted', {
  title: 'Concept van een release gemaakt',
  object: 'release',
  by,
  details: { release },
});
/** Its approvals, if there were any, hold no longer. */
export const releaseChanged = event('release.changed', {
  title: 'Release veranderd',
  object: 'release',
  by,
  details: { release, from, digest },
});
export const releaseFileReceived = event('release.fileReceived', {
  title: 'Bestand van een release ontvangen',
  object: 'release',
  by,
  details: { release, fileName, size, sha256 },
});
export const releaseFileRemoved = event('release.fileRemoved', {
  title: 'Bestand uit het concept van een release gehaald',
  object: 'release',
  by,
  details: { release, fileName },
});
export const releaseApproved = event('release.approved', {
  title: 'Release goedgekeurd',
  object: 'release',
  by,
  details: { release, digest },
});
export const releasePublished = event('release.published', {
  title: 'Release gepubliceerd',
  object: 'release',
  by,
  details: { release, digest },
});
export const releaseWithdrawn = event('release.withdrawn', {
  title: 'Release ingetrokken',
  object: 'release',
  by,
  details: { release, digest, reason },
});
/** A body says what it installed, and the fingerprint it saw is one of the release. */
export const releaseInstalled = event('release.installed', {
  title: 'Installatie bevestigd',
  object: 'release',
  by,
  details: { release, seen },
});
/** The fingerprint it saw is of none of the files of the release. */
export const releaseDiffers = event('release.installedOther', {
  title: 'Bij installatie een andere vingerafdruk gezien',
  object: 'release',
  by,
  details: { release, seen },
});

export const RELEASE_EVENTS = [
  releaseDrafted,
  releaseChanged,
  releaseFileReceived,
  releaseFileRemoved,
  releaseApproved,
  releasePublished,
  releaseWithdrawn,
  releaseInstalled,
  releaseDiffers,
];
