import { declared, ROOMS } from './app.module.js';
import { IssueToken } from './identity/change-tokens.js';
import { controllersOf, declaredRoutes } from './platform/http/declared-routes.js';
import { declarationOf } from './platform/http/handle.js';
import { RehearsalModule } from './rehearsal/rehearsal.module.js';

const rooms = [...ROOMS, RehearsalModule];

/** What the framework itself would bind, by its own metadata. */
const bound = controllersOf(rooms).flatMap((controller) => {
  const prototype = controller.prototype as object;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const binds = typeof handler === 'function' && Reflect.hasMetadata('method', handler);
    return binds ? [{ name: `${controller.name}.${name}`, controller, handler }] : [];
  });
});

describe('a route', () => {
  it('is bound by its declaration and in no other way', () => {
    expect(bound.filter(({ handler }) => declarationOf(handler) === undefined)).toEqual([]);
    expect(bound).toHaveLength(declaredRoutes(rooms).length);
  });

  it('is declared once', () => {
    const all = declaredRoutes(rooms).map(({ method, path }) => `${method} ${path}`);
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
  });

  it('of the programmatic interface stands under /v1, and nothing else does', () => {
    for (const { kind, path } of declared())
      expect([path, kind === 'api']).toEqual([path, path === '/v1' || path.startsWith('/v1/')]);
  });

  /** What ends something, and needs no page that says first what will follow. */
  const LIGHT: Readonly<Record<string, string>> = {
    '/sleutels/:id/intrekken': 'the page of the key asks once more, and why',
    '/sleutels/:id/afwijzen': 'asks why, and the committee can register another',
    '/terugval/:id/intrekken': 'the page of the question asks why, and it can be asked and allowed anew',
    '/verkiezingen/:id/definitie/afwijzen': 'nothing is in force yet: it can be offered again',
    '/verkiezingen/:id/besluiten/afwijzen': 'nothing is in force yet: it can be decided again',
    '/verkiezingsbestanden/:id/afwijzen': 'nothing is handed out yet: it can be offered again',
    '/releases/:id/bestanden/:nummer/weghalen': 'of a draft: the same file can be sent again',
    '/leveringen/:id/stoppen': 'nothing was handed in: the same file can be sent again',
    '/account/sessies/beeindigen': 'one’s own: who signs in again is back',
    '/account/overal-afmelden': 'one’s own: who signs in again is back',
    '/personen/:id/deblokkeren': 'lets somebody in, and says so beside it',
  };

  it('that ends something says first what will follow, at the same address and for the same people', () => {
    const all = declaredRoutes(rooms);
    const ends = /(beeindigen|intrekken|afwijzen|stoppen|verwijderen|weghalen|\/sluiten|blokkeren|afmelden)$/;
    const heavy = all.filter((each) => each.kind === 'form' && each.grave);
    for (const { path, access } of heavy) {
      const before = all.find((each) => each.kind === 'page' && each.path === path);
      expect([path, before?.access]).toEqual([path, access]);
    }
    const unasked = all.filter(
      ({ kind, path }) => kind === 'form' && ends.test(path) && path !== '/afmelden',
    );
    expect(unasked.map(({ path }) => path).sort()).toEqual(
      [
        ...new Set([...Object.keys(LIGHT), ...heavy.map(({ path }) => path).filter((p) => ends.test(p))]),
      ].sort(),
    );
  });

  it('that takes a form in parts asks for the passkey on its page, before files are chosen: they would not come along', () => {
    const inParts = bound.filter(({ handler }) => {
      const route = declarationOf(handler);
      return route?.kind === 'form' && route.body?.kind === 'parts';
    });
    expect(inParts.length).toBeGreaterThan(2);
    const fresh = inParts.filter(({ controller }) => {
      const needs = Reflect.getMetadata('design:paramtypes', controller) as readonly (new () => object)[];
      return needs.some((need) => /act\)?\([^;]*['"]fresh['"]/.test(String(need)));
    });
    // whose page asks first is told by their own tests (declaration-pdf, publication)
    expect(fresh.map(({ name }) => name).sort()).toEqual(['HandInPdfPage.route:add', 'PaperPage.route:add']);
    // that is how such an act reads
    expect(/act\)?\([^;]*['"]fresh['"]/.test(String(IssueToken))).toBe(true);
  });

  it('that changes what is of a person or a body is for nobody unknown', () => {
    const open = declaredRoutes(rooms).filter(
      ({ access, method }) => access.kind === 'public' && method !== 'GET' && method !== 'HEAD',
    );
    expect(open.map(({ path }) => path).sort()).toEqual([
      '/afmelden',
      '/inloggen/oefening',
      '/inloggen/passkey/antwoord',
      '/inloggen/passkey/opties',
      '/melding-volgen',
      '/uitnodiging/:geheim/passkey/antwoord',
      '/uitnodiging/:geheim/passkey/opties',
      // anybody may report, and changes nothing that is another's
      '/uitslagen/:verkiezing/:orgaan/:bestand/fout-melden',
    ]);
  });
});
