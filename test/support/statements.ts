import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';
import type { TestApp } from './app.js';

/** With this header an answer's statements can be asked for by the name it bears. */
export const COUNTED_AS = 'x-counted-as';

type Query = (this: unknown, ...given: unknown[]) => unknown;

/** Notes what each request asks of the database, in this process; of other processes nothing is known. */
export class Statements {
  private readonly asked = new AsyncLocalStorage<string[]>();
  private readonly of = new Map<string, string[]>();
  private readonly query = Reflect.get(pg.Client.prototype, 'query') as Query;
  private readonly connect = Reflect.get(pg.Pool.prototype, 'connect') as Query;

  constructor({ app }: TestApp) {
    const { asked, of, query, connect } = this;
    const noted: Query = function (this: unknown, ...given) {
      const [first] = given as [string | { text?: string }];
      asked.getStore()?.push(typeof first === 'string' ? first : (first.text ?? ''));
      return Reflect.apply(query, this, given);
    };
    pg.Client.prototype.query = noted as never;
    // who waited for a connection gets it from whoever let it go, and asks for itself all the same
    const waiting: Query = function (this: unknown, done) {
      const given = typeof done === 'function' ? [AsyncResource.bind(done as () => void)] : [];
      return Reflect.apply(connect, this, given);
    };
    pg.Pool.prototype.connect = waiting as never;
    const server = app.nest.getHttpServer();
    const emit = server.emit.bind(server) as (event: string, ...given: unknown[]) => boolean;
    server.emit = ((event: string, ...given: unknown[]) => {
      const name = event === 'request' && (given[0] as IncomingMessage).headers[COUNTED_AS];
      if (typeof name !== 'string') return emit(event, ...given);
      const statements: string[] = [];
      of.set(name, statements);
      return asked.run(statements, () => emit(event, ...given));
    }) as never;
  }

  /** What the request of this name asked, in order; null when this process did not answer it. */
  take(name: string): readonly string[] | null {
    const statements = this.of.get(name) ?? null;
    this.of.delete(name);
    return statements;
  }

  stop(): void {
    pg.Client.prototype.query = this.query as never;
    pg.Pool.prototype.connect = this.connect as never;
  }
}
