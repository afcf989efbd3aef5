import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** One route as the server itself knows it, HEAD and those of plugins included. */
export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
}

/** Notes every route that the application registers with Fastify from now on. Call it before the application is made. */
export function recordRoutes(): readonly RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  const watched = new WeakSet<object>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the adapter as `this` below
  const getInstance = FastifyAdapter.prototype.getInstance as () => FastifyInstance;
  jest.spyOn(FastifyAdapter.prototype, 'getInstance').mockImplementation(function (this: FastifyAdapter) {
    const fastify = getInstance.call(this);
    if (!watched.has(fastify)) {
      watched.add(fastify);
      fastify.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.push({ method: one, url });
      });
    }
    return fastify;
  });
  return routes;
}
