import { Req, RequestMapping, RequestMethod, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.js';
import { localPath } from '../../web/href.js';
import { send, seeOther } from './answer.js';
import { FormTurnedDown, type FieldProblem, type Refused } from './form-turned-down.js';
import { FROM_ANYWHERE } from './known-addresses.js';
import { readInput } from './read-input.js';
import { InvalidInput } from './parse.js';
import type { AnyRoute, Form, Input, Output, Route } from './route.js';
import { askedAgain, NOT_SENT_YET, withParameter } from './sent-again.js';

/** What belongs to one call beside its input. */
export interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What is wrong with the form that was sent; nothing on a page that is merely looked at. */
  readonly problems: readonly FieldProblem[];
  readonly refused: Refused | null;
  /** What was typed in the form, to show it again. Only texts, whatever was sent. */
  readonly typed: Record<string, string>;
}

/** Shows the page of a form again, as `call.problems` says what is wrong. */
type Again<T, R extends Form> = (
  on: T,
  input: Pick<Input<R>, 'actor' | 'params'>,
  call: Call,
) => Promise<string>;

type Handler<R extends AnyRoute> = (input: Input<R>, call: Call) => Promise<Output<R>>;
type Bind<R extends AnyRoute> = (
  target: object,
  key: string,
  descriptor: { value?: Handler<R> | undefined },
) => void;

const DECLARED = Symbol('declared route');

/** The declaration a controller's method was bound to. */
export function declarationOf(handler: object): AnyRoute | undefined {
  return Reflect.getMetadata(DECLARED, handler) as AnyRoute | undefined;
}

const METHODS = {
  GET: RequestMethod.GET,
  HEAD: RequestMethod.HEAD,
  PATCH: RequestMethod.PATCH,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  DELETE: RequestMethod.DELETE,
};

/**
 * Binds a declared route to what it does: the method gets the parsed input and gives the answer's body (or an
 * `Answered`). A form that names `again` is shown again, with status 422, when its fields do not fit or one of the
 * refusals that it declares comes; and as it was filled in, when that is all that is asked ({@link askedAgain}): then
 * nothing is done.
 */
export function Handle<R extends AnyRoute, T = never>(
  declared: R,
  again?: R extends Form ? Again<T, R> : never,
): Bind<R> {
  return (target, key, descriptor) => {
    const work = descriptor.value!;
    const showAgain = async (on: T, call: Call): Promise<string> => {
      const input = await readInput({ ...declared, body: undefined }, call.request);
      return (again as Again<T, Form>)(on, input, call);
    };
    const bound = async function (this: T, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const call: Call = { request, reply, problems: [], refused: null, typed: typedOf(request.body) };
      try {
        if (declared.kind === 'api') negotiate(declared, call);
        const page = declared.kind === 'form' ? askedAgain(request) : null;
        if (page !== null) {
          const shown = again === undefined ? seeOther(backTo(page)) : await showAgain(this, call);
          return await send(reply, 200, typeOf(declared), shown);
        }
        const input = await readInput(declared, request);
        const given: unknown = await work.call(this, input, call);
        await send(reply, statusOf(declared), typeOf(declared), given);
      } catch (error) {
        if (again === undefined || declared.kind !== 'form' || !belongsToForm(declared, error)) throw error;
        throw new FormTurnedDown(error, declared.field, (problems, refused) =>
          showAgain(this, { ...call, problems, refused }),
        );
      }
    };
    // beside the method, which others may call as it is written
    const name = `route:${key}`;
    Object.defineProperty(target, name, { value: bound });
    Reflect.defineMetadata(DECLARED, declared, bound);
    Req()(target, name, 0);
    Res()(target, name, 1);
    RequestMapping({ path: declared.path, method: METHODS[declared.method] })(target, name, {
      value: bound,
    });
  };
}

/** Where a form without fields stood, with a word about it. */
function backTo(page: string): string {
  return withParameter(localPath(page) ?? '/', 'melding', NOT_SENT_YET);
}

/** What of an API's answer is settled before anything is read. Refused: request.notAcceptable. */
function negotiate({ answers, fromAnywhere }: Route, { request, reply }: Call): void {
  if (fromAnywhere) void reply.headers(FROM_ANYWHERE);
  const isJson = Object.values(answers).some(({ schema }) => schema !== undefined);
  if (isJson && !takesJson(request.headers.accept)) throw new Refusal('request.notAcceptable');
}

/** Whether an Accept header (RFC 9110 §12.5.1) leaves room for JSON; none takes everything. */
function takesJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && /^(\*\/\*|application\/(\*|json|problem\+json))$/.test(type);
  });
}

function belongsToForm(declared: Form, error: unknown): error is Refusal {
  if (!(error instanceof Refusal)) return false;
  return error instanceof InvalidInput || (declared.refusals ?? []).includes(error.code);
}

function statusOf(declared: AnyRoute): number {
  return declared.kind === 'api' ? Number(Object.keys(declared.answers)[0]) : 200;
}

function typeOf(declared: AnyRoute): string {
  if (declared.kind === 'api' || declared.kind === 'script') return 'application/json; charset=utf-8';
  return (declared.kind === 'page' ? declared.type : undefined) ?? 'text/html; charset=utf-8';
}

/** What was typed in a form, to show it again; only texts, whatever was sent. */
function typedOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
