import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetText } from './assets.js';

/** A page that works as one file, without the site. */
export interface SavedPage {
  readonly title: string;
  /** Built scripts, each after those it imports from. */
  readonly scripts: readonly string[];
  /** What is seen under the title. */
  readonly body: ComponentChildren;
  /** Markup that the scripts read, and that shows nothing. */
  readonly held?: string;
}

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
 * One HTML file that needs nothing else: script and style are in it, and its own policy lets it reach nothing (`default-src
 * 'none'`), so that a file that is chosen on it cannot leave.
 */
export function savedPage({ title, scripts, body, held = '' }: SavedPage): string {
  const script = oneModule(scripts.map(assetText));
  const style = assetText('site.css');
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'`;
  const main = renderToString(
    <main class="page__main saved-page">
      <h1 class="utrecht-heading-1">{title}</h1>
      {body}
    </main>,
  );
  return [
    '<!doctype html>',
    '<html lang="nl" class="utrecht-root"><head><meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}</style></head><body class="utrecht-body utrecht-document page">`,
    main,
    held,
    `<script type="module">${script}</script></body></html>`,
    '',
  ].join('\n');
}
