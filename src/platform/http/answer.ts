import type { FastifyReply } from 'fastify';

/** An answer that is more than its body: another status than the route's first, or headers of its own. */
export class Answered<T = unknown> {
  constructor(
    readonly status: number,
    readonly body: T,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** 201, with the address of what was made. */
export function created<T>(location: string, body: T): Answered<T> {
  return new Answered(201, body, { location });
}

/** 303: what was asked is done; look there. `path` is a page of ours. */
export function seeOther(path: string): Answered<never> {
  return new Answered<undefined>(303, undefined, { location: path }) as Answered<never>;
}

/**
 * Sends what a handler gave. Does nothing when the handler sent the answer itself, also when its line was cut halfway: then
 * the answer never ends, and Fastify does not call it sent.
 */
export async function send(reply: FastifyReply, status: number, type: string, given: unknown): Promise<void> {
  if (reply.sent || reply.raw.headersSent) return;
  const answered = given instanceof Answered ? given : new Answered(status, given);
  void reply.status(answered.status).headers(answered.headers);
  if (answered.body === undefined) await reply.send();
  else await reply.type(type).send(answered.body);
}
