import { renderToString } from 'preact-render-to-string';
import { asset } from './assets.js';
import { Alert } from './components/alert.js';
import { MadeFor } from './components/form.js';
import { Icon } from './components/icon.js';
import { OnIsland, Title } from './components/text.js';
import { localPath } from './href.js';
import { PageFooter, PageHeader, RehearsalBanner } from './page-parts.js';
import type { FramePaths, PageProps } from './page-types.js';
import { SessionDialog } from './session-dialog.js';

export type { Flash, FramePaths, Hat, NavItem, PageProps } from './page-types.js';

/** The name of the site, as it stands in the header and behind every title. */
export const SITE_NAME = 'Digitaal overdrachtsplatform verkiezingen';

const PATHS: FramePaths = {
  home: '/',
  signIn: '/inloggen',
  signOut: '/afmelden',
  account: '/account',
  changeHat: '/hoed',
};

/** The islands there are: scripts that make a part of a page nicer to use and that no page depends on. */
export const ISLANDS = [
  'autosave',
  'board',
  'copy',
  'fingerprint',
  'passkey',
  'print',
  'refresh',
  'release-check',
  'release-upload',
  'session',
  'upload',
] as const;

/**
 * A whole HTML document. It holds no script or style of its own: scripts are added for the islands that the body
 * marks with `data-island`, as files of ours. What is not escaped by the renderer cannot come in: there is no raw HTML.
 */
export function renderPage(props: PageProps): string {
  const content = renderToString(
    <MadeFor.Provider value={props.currentHat}>
      <OnIsland.Provider value={props.island}>
        <Frame {...props} paths={{ ...PATHS, ...props.paths }} />
      </OnIsland.Provider>
    </MadeFor.Provider>,
  );
  const head = renderToString(<Head {...props} islands={islandsIn(content)} />);
  return `<!doctype html>\n<html lang="nl" class="utrecht-root">${head}${content}</html>\n`;
}

/** Which islands does this markup mark? Text cannot pretend to: its quotes are escaped. */
export function islandsIn(html: string): (typeof ISLANDS)[number][] {
  return ISLANDS.filter((island) => html.includes(` data-island="${island}"`));
}

function Head({ title, hasErrors, rehearsal, user, islands }: PageProps & { islands: readonly string[] }) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${hasErrors === true ? 'Fout: ' : ''}${title} - ${SITE_NAME}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {rehearsal || user !== undefined ? <meta name="robots" content="noindex, nofollow" /> : null}
      <meta name="color-scheme" content="light" />
      <meta name="theme-color" content="#154273" />
      <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
      <link rel="stylesheet" href={asset('site.css')} />
      {islands.map((island) => (
        <script type="module" src={asset(`${island}.js`)} />
      ))}
    </head>
  );
}

function Frame(props: PageProps & { paths: FramePaths }) {
  const { title, lead, body, rehearsal, flash, back } = props;
  return (
    <body
      class={`utrecht-body utrecht-document page${rehearsal ? ' page--rehearsal' : ''}`}
      data-namens={props.currentHat}
    >
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
        Direct naar de inhoud
      </a>
      {rehearsal ? <RehearsalBanner /> : null}
      <PageHeader siteName={SITE_NAME} page={props} />
      <main class="page__main" id="inhoud" tabindex={-1}>
        {flash === undefined ? null : (
          <div class="page__flash">
            <Alert tone={flash.tone} title={flash.title} live>
              {flash.text === undefined ? null : <p>{flash.text}</p>}
            </Alert>
          </div>
        )}
        <div class="page__title">
          {back === undefined ? null : <BackLink {...back} />}
          <h1 class="utrecht-heading-1">
            <Title text={title} />
          </h1>
          {lead === undefined ? null : <p class="utrecht-paragraph utrecht-paragraph--lead">{lead}</p>}
        </div>
        {body}
      </main>
      {props.session === undefined ? null : (
        <SessionDialog left={props.session} hat={props.currentHat} rehearsal={rehearsal} />
      )}
      <PageFooter siteName={SITE_NAME} version={props.version} helpdesk={props.helpdesk} />
    </body>
  );
}

function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <a class="back-link" href={localPath(href) ?? '/'}>
      <Icon name="arrow" />
      {label}
    </a>
  );
}
