import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readUrl } from '../../kernel/read-url.js';

/** Lets scripts of any site read an answer (CORS). */
export const FROM_ANYWHERE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'API-Version',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Which methods each address knows, learned from what is registered. */
export class KnownAddresses {
  private readonly routes: { readonly method: string; readonly url: string; readonly pattern: RegExp }[] = [];

  /**
   * Notes every route that is registered from now on, and answers OPTIONS at each with its methods. A browser's question
   * before it reads from another site (a preflight) is answered at the addresses in `open`.
   */
  watch(fastify: FastifyInstance, open: ReadonlySet<string>): void {
    fastify.addHook('onRequest', async (request, reply) =>
      this.answerOptions(open, request, reply) ? reply : undefined,
    );
    fastify.addHook('onRoute', ({ method, url }) => {
      const text = url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:\w+/g, '[^/]+')
        .replace(/\*/g, '.*');
      for (const one of [method].flat())
        this.routes.push({ method: one, url, pattern: new RegExp(`^${text}$`) });
    });
  }

  /** True when it was answered. */
  private answerOptions(open: ReadonlySet<string>, request: FastifyRequest, reply: FastifyReply): boolean {
    const methods = request.method === 'OPTIONS' ? this.methodsAt(request.url) : [];
    if (methods.length === 0) return false;
    const allow = methods.join(', ');
    void reply.status(204).header('allow', allow);
    if (open.has(request.url))
      void reply.headers({
        ...FROM_ANYWHERE,
        'access-control-allow-methods': allow,
        'access-control-allow-headers': '*',
        'access-control-max-age': '86400',
      });
    void reply.send();
    return true;
  }

  /**
   * The methods of the address in `url`, OPTIONS included; nothing when there is no such address. An address that is
   * written out (`/v1/ontvangen/verzoek`) is itself, and not also an object of that name.
   */
  methodsAt(url: string): readonly string[] {
    const path = pathOf(url);
    const itself = this.routes.filter((route) => route.url === path);
    const found = itself.length > 0 ? itself : this.routes.filter(({ pattern }) => pattern.test(path));
    return found.length === 0 ? [] : [...new Set([...found.map(({ method }) => method), 'OPTIONS'])].sort();
  }

  /**
   * The page that a form stood on, as an address that can be asked: the one the browser says it came from, else the nearest
   * above where the form went. `grave`: not the page at that address itself, which says of what was chosen what will follow.
   */
  pageOf({ url, headers }: FastifyRequest, grave = false): string {
    const { referer = '', host } = headers;
    const from = readUrl(referer);
    if (from !== null && from.host === host && this.canBeAsked(from.pathname)) {
      // what happened before it says nothing any more
      from.searchParams.delete('melding');
      return from.pathname + from.search;
    }
    let path = pathOf(url);
    for (let skip = grave; path !== '' && (skip || !this.canBeAsked(path)); skip = false)
      path = path.slice(0, path.lastIndexOf('/'));
    return path || '/';
  }

  private canBeAsked(path: string): boolean {
    return this.methodsAt(path).includes('GET');
  }
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0]!;
