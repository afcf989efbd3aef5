import { atomFeed, type AtomEntry } from '../web/atom.js';
import { pageOf } from './manifest.js';
import { releaseName, type PublicRelease } from './release.js';

const HEAD = {
  title: 'Programmatuur voor verkiezingen',
  author: 'Kiesraad',
  page: '/programmatuur',
  self: '/programmatuur/atom.xml',
};

/** A feed of releases; a withdrawal changes the entry of its release. `site`: without a slash behind it. */
export function releasesFeed(releases: readonly PublicRelease[], site: string, now: Date): string {
  const entries = releases.map((release): AtomEntry => {
    const withdrawn = release.state === 'withdrawn';
    return {
      id: release.id,
      title: `${withdrawn ? 'Ingetrokken: ' : ''}${releaseName(release)}`,
      path: pageOf(release.id),
      published: release.published.at,
      updated: (withdrawn ? release.withdrawn : release.published).at,
      summary: withdrawn ? `Installeer deze release niet. ${release.reason}` : release.about.notes,
    };
  });
  return atomFeed(HEAD, entries, site, now);
}
