import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { assetText } from '../web/assets.js';
import { CheckBox, CommandLines, PublishedFiles, SavedNote } from './check-view.js';
import type { SignedCheckList } from './make-check-list.js';
import type { PublicRelease } from './release.js';

/** The scripts of the check, those that others use first. */
const SCRIPTS = ['pace.js', 'compare-chunks.js', 'release-check.js'];

/** Modules as one: what they import from each other stands above them. */
function oneModule(texts: readonly string[]): string {
  return texts
    .map((text) =>
      text.replace(/^import [^;]*;$/gm, '').replace(/^export (?=class|const|function|async)/gm, ''),
    )
    .join('\n');
}

const hashed = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The check as one file that needs nothing else: list, signature, script and style are in it, and its own policy lets it
 * reach nothing (`default-src 'none'`), so that a file that is chosen cannot leave. It says of which moment it is.
 */
export function savedCheck(
  { content, signature }: SignedCheckList,
  releases: readonly PublicRelease[],
  { at, phone }: { readonly at: Date; readonly phone: string },
): string {
  const script = oneModule(SCRIPTS.map(assetText));
  const style = assetText('site.css');
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'`;
  const body = renderToString(
    <main class="page__main">
      <h1 class="utrecht-heading-1">Is mijn installatiebestand echt?</h1>
      <SavedNote at={at} />
      <CheckBox phone={phone} />
      <CommandLines />
      <PublishedFiles releases={releases} />
    </main>,
  );
  // in JSON a < can be written so that no markup begins with it
  const list = content.toString('utf8').replaceAll('<', '\\u003c');
  const cms = signature === null ? '' : Buffer.from(signature.cms).toString('base64');
  return [
    '<!doctype html>',
    '<html lang="nl" class="utrecht-root"><head><meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Is mijn installatiebestand echt?</title>',
    `<style>${style}</style></head><body class="utrecht-body utrecht-document page">`,
    body,
    `<script type="application/json" id="controlelijst">${list}</script>`,
    `<script type="application/pkcs7-signature" id="handtekening">${cms}</script>`,
    `<script type="module">${script}</script></body></html>`,
    '',
  ].join('\n');
}
