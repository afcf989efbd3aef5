import { renderErrorPage } from './error-page.js';
import { islandsIn, renderPage, SITE_NAME, type PageProps } from './page.js';
import { LiveRegion, Form, PasskeyForm, UploadForm } from './components/index.js';

const bare: PageProps = {
  title: 'Overzicht',
  body: <p>inhoud</p>,
  rehearsal: false,
  nav: [],
  version: '1.2.3',
};
const count = (html: string, part: RegExp): number => html.match(part)?.length ?? 0;

describe('the frame of every page', () => {
  it('is a whole Dutch document with one h1, a title and a way past the navigation', () => {
    const html = renderPage(bare);
    expect(html).toMatch(/^<!doctype html>\n<html lang="nl"/);
    expect(count(html, /<h1[ >]/g)).toBe(1);
    expect(html).toContain(`<title>Overzicht - ${SITE_NAME}</title>`);
    expect(html).toContain('href="#inhoud"');
    expect(html).toContain('<main class="page__main" id="inhoud" tabindex="-1">');
    expect(html).toContain('Versie 1.2.3');
  });

  it('holds no script or style of its own, for the CSP', () => {
    const html = renderPage({
      ...bare,
      rehearsal: true,
      user: { name: 'F' },
      hats: [{ id: 'a', label: 'A' }],
      body: <UploadForm action="/leveren" election="TK2026" page="/leveringen/" />,
    });
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src="\/assets\/)/);
  });

  it('says of every form that changes something for which hat it was made', () => {
    const body = (
      <>
        <Form action="/weg?x=1">x</Form>
        <Form action="/zoek" method="get">
          x
        </Form>
        <UploadForm action="/leveren" election="TK2026" page="/leveringen/" />
      </>
    );
    const html = renderPage({ ...bare, body, user: { name: 'F' }, currentHat: 'a' });
    const actions = [...html.matchAll(/(?:action|upload-api)="([^"]*)"/g)].map(([, to]) => to);
    expect(actions).toEqual([
      '/afmelden',
      '/weg?x=1&amp;namens=a',
      '/zoek',
      '/v1/leveringen?namens=a',
      '/leveren?namens=a',
    ]);
    expect(renderPage({ ...bare, body })).not.toContain('namens');
  });

  it('loads the scripts of the islands on the page and no others', () => {
    const html = renderPage({ ...bare, body: <PasskeyForm action="sign-in" submit="Inloggen" /> });
    expect(count(html, /<script /g)).toBe(1);
    expect(html).toMatch(/<script type="module" src="\/assets\/passkey[^"]*\.js">/);
    expect(islandsIn(renderPage({ ...bare, title: ' data-island="upload"' }))).toEqual([]);
  });

  it('never fetches itself while somebody reads it: without script one looks again', () => {
    const html = renderPage({ ...bare, body: <LiveRegion id="x">x</LiveRegion> });
    expect(html).not.toContain('http-equiv');
    expect(html).toMatch(/<noscript><a class="[^"]+" href(?:="")?>Kijk opnieuw<\/a><\/noscript>/);
  });

  it.each([true, false])('says OEFENING exactly when it is a rehearsal (%s)', (rehearsal) => {
    expect(renderPage({ ...bare, rehearsal }).includes('OEFENING')).toBe(rehearsal);
    const failed = renderErrorPage(
      {
        status: 500,
        title: 'Storing',
        detail: 'Er ging iets mis.',
        code: 'fault',
        traceId: 'abc',
        helpdesk: { phone: '070' },
      },
      { rehearsal, nav: [], version: '1' },
    );
    expect(failed.includes('OEFENING')).toBe(rehearsal);
  });

  it('marks the current place and what waits elsewhere', () => {
    const html = renderPage({
      ...bare,
      nav: [
        { href: '/', label: 'Overzicht', current: true },
        { href: '/in', label: 'Ontvangen', waiting: 2 },
        { href: '/s', label: 'Sleutels', waiting: 0 },
      ],
    });
    expect(html).toMatch(/href="\/" aria-current="page"[^>]*>Overzicht/);
    expect(count(html, /aria-current/g)).toBe(1);
    expect(count(html, /site-nav__waiting/g)).toBe(1);
  });

  it('shows who is signed in and lets them sign out by a form, or offers signing in', () => {
    expect(renderPage(bare)).toContain('href="/inloggen"');
    const html = renderPage({ ...bare, user: { name: 'Fatima' } });
    expect(html).toContain('Fatima');
    expect(html).toContain('<form action="/afmelden" method="post">');
  });

  it('shows the hat, and the choice where there are several', () => {
    const hats = [
      { id: 'gsb', label: 'GSB Heumen' },
      { id: 'csb', label: 'CSB Heumen' },
    ];
    const one = renderPage({ ...bare, user: { name: 'F' }, hats: hats.slice(0, 1), currentHat: 'gsb' });
    expect(one).toContain('U werkt als: <strong>GSB Heumen</strong>');
    const two = renderPage({ ...bare, user: { name: 'F' }, hats, currentHat: 'csb', path: '/in' });
    expect(two).toMatch(/<option (?:value="csb" selected|selected value="csb")[^>]*>CSB Heumen/);
    expect(two).toContain('<input type="hidden" name="terug" value="/in"');
    expect(renderPage({ ...bare, user: { name: 'F' }, hats })).toContain('Kies namens wie u werkt');
    expect(renderPage({ ...bare, hats })).not.toContain('U werkt als');
  });

  it('starts the title with Fout when a form was turned down', () => {
    expect(renderPage({ ...bare, hasErrors: true })).toContain('<title>Fout: Overzicht');
  });

  it('keeps rehearsals and signed-in pages out of search engines', () => {
    expect(renderPage(bare)).not.toContain('noindex');
    expect(renderPage({ ...bare, rehearsal: true })).toContain('noindex');
  });
});

describe('an error page', () => {
  const error = {
    title: 'Niet gevonden',
    detail: 'Het is er niet.',
    code: 'x.y',
    helpdesk: { phone: '070 1' },
  };

  it('gives code, trace and the number to call', () => {
    const html = renderErrorPage(
      { ...error, status: 404, traceId: '4bf9' },
      { rehearsal: false, nav: [], version: '1' },
    );
    for (const part of ['Niet gevonden', 'Het is er niet.', 'x.y', '4bf9', '070 1'])
      expect(html).toContain(part);
    expect(count(html, /<h1[ >]/g)).toBe(1);
    expect(html).not.toContain('ligt bij ons');
  });

  it('says of a fault that it is ours', () => {
    const html = renderErrorPage(
      { ...error, status: 500, traceId: null },
      { rehearsal: false, nav: [], version: '1' },
    );
    expect(html).toContain('ligt bij ons');
    expect(html).not.toContain('Spoornummer');
  });

  it('offers signing in on 401', () => {
    const html = renderErrorPage(
      { ...error, status: 401, traceId: null },
      { rehearsal: false, nav: [], version: '1' },
    );
    expect(html).toMatch(/button-link[^>]*href="\/inloggen"/);
  });
});
