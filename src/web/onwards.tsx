import { renderToString } from 'preact-render-to-string';
import { asset } from './assets.js';
import { localPath } from './href.js';

/** A page of its own that goes on at once, without script: what comes next is asked by this site, with its cookie. */
export function onwards(path: string): string {
  const to = localPath(path) ?? '/';
  const html = renderToString(
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="refresh" content={`0; url=${to}`} />
        <meta name="robots" content="noindex" />
        <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
        <title>Een ogenblik</title>
      </head>
      <body>
        <main>
          <h1>Een ogenblik</h1>
          <p>
            <a href={to}>Ga verder</a>
          </p>
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
}
