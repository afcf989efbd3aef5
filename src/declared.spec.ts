import { declared, ROOMS } from './app.module.js';
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
    return binds ? [{ name: `${controller.name}.${name}`, handler }] : [];
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

  it('that changes what is of a person or a body is for nobody unknown', () => {
    const open = declaredRoutes(rooms).filter(
      ({ access, method }) => access.kind === 'public' && method !== 'GET',
    );
    expect(open.map(({ path }) => path).sort()).toEqual([
      '/afmelden',
      '/inloggen/oefening',
      '/inloggen/passkey/antwoord',
      '/inloggen/passkey/opties',
      '/uitnodiging/:geheim/passkey/antwoord',
      '/uitnodiging/:geheim/passkey/opties',
    ]);
  });
});
