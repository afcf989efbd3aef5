const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const xml = (text: string) => text.replace(NOT_XML, '').replace(/[&<>"]/g, (sign) => NAMED[sign]!);

/** Media type of a feed. */
export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';

/** One thing that became known. */
export interface AtomEntry {
  /** A UUID that stays. */
  readonly id: string;
  readonly title: string;
  /** Its page on this site. */
  readonly path: string;
  readonly published: Date;
  readonly updated: Date;
  readonly summary: string;
}

/** A feed: what it is of, and where it stands on this site. */
interface AtomHead {
  readonly title: string;
  readonly author: string;
  /** The page that it follows. */
  readonly page: string;
  readonly self: string;
}

/** An Atom feed (RFC 4287), the entries in the order given. `site`: without a slash behind it. `now`: of a feed without entries. */
export function atomFeed(head: AtomHead, entries: readonly AtomEntry[], site: string, now: Date): string {
  const updated = entries.map((entry) => entry.updated).sort((a, b) => b.getTime() - a.getTime())[0] ?? now;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">',
    `  <id>${xml(site + head.page)}</id>`,
    `  <title>${xml(head.title)}</title>`,
    `  <author><name>${xml(head.author)}</name></author>`,
    `  <link rel="self" href="${xml(site + head.self)}"/>`,
    `  <updated>${updated.toISOString()}</updated>`,
    ...entries.map(
      (entry) => `  <entry>
    <id>urn:uuid:${entry.id}</id>
    <title>${xml(entry.title)}</title>
    <link href="${xml(site + entry.path)}"/>
    <published>${entry.published.toISOString()}</published>
    <updated>${entry.updated.toISOString()}</updated>
    <summary>${xml(entry.summary)}</summary>
  </entry>`,
    ),
    '</feed>',
    '',
  ].join('\n');
}
