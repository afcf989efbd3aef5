import { pageOf } from './manifest.js';
import { releaseName, type PublicRelease } from './release.js';

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const xml = (text: string) => text.replace(NOT_XML, '').replace(/[&<>"]/g, (sign) => NAMED[sign]!);

const changedAt = (release: PublicRelease) =>
  (release.state === 'withdrawn' ? release.withdrawn : release.published).at;

/** An Atom feed (RFC 4287) of releases; a withdrawal changes the entry of its release. `site`: without a slash behind it. */
export function atomFeed(releases: readonly PublicRelease[], site: string, now: Date): string {
  const updated = releases.map(changedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? now;
  const entries = releases.map((release) => {
    const withdrawn = release.state === 'withdrawn';
    const title = `${withdrawn ? 'Ingetrokken: ' : ''}${releaseName(release)}`;
    const summary = withdrawn ? `Installeer deze release niet. ${release.reason}` : release.about.notes;
    return `  <entry>
    <id>urn:uuid:${release.id}</id>
    <title>${xml(title)}</title>
    <link href="${xml(site + pageOf(release.id))}"/>
    <published>${release.published.at.toISOString()}</published>
    <updated>${changedAt(release).toISOString()}</updated>
    <summary>${xml(summary)}</summary>
  </entry>`;
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">',
    `  <id>${xml(site)}/programmatuur</id>`,
    '  <title>Programmatuur voor verkiezingen</title>',
    '  <author><name>Kiesraad</name></author>',
    `  <link rel="self" href="${xml(site)}/programmatuur/atom.xml"/>`,
    `  <updated>${updated.toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
}
