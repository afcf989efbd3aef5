import { z } from 'zod';
import type { RefusalCode } from '../../kernel/refusal.js';
import type { Access, ActorOf } from './access.js';
import type { Answered } from './answer.js';

/** JSON of this shape. `optional`: an empty body is `{}`. */
export interface JsonBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'json';
  readonly schema: S;
  readonly optional: boolean;
}

/** Bytes of one of these media types, at most `limit` of them: whole in memory, or as they come. */
export interface BytesBody<K extends 'bytes' | 'stream' = 'bytes' | 'stream'> {
  readonly kind: K;
  readonly types: readonly string[];
  readonly limit: number;
  readonly description: string;
}

/** The fields of a page's form. */
export interface FieldsBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'fields';
  readonly schema: S;
}

/** A page's form with a file (multipart); the handler reads its parts as they come. */
export interface PartsBody {
  readonly kind: 'parts';
}

export type Body = JsonBody | BytesBody | FieldsBody | PartsBody;

export const json = <S extends z.ZodType>(schema: S): JsonBody<S> => ({
  kind: 'json',
  schema,
  optional: false,
});
export const optionalJson = <S extends z.ZodType>(schema: S): JsonBody<S> => ({
  kind: 'json',
  schema,
  optional: true,
});
export const fields = <S extends z.ZodType>(schema: S): FieldsBody<S> => ({ kind: 'fields', schema });
export const PARTS: PartsBody = { kind: 'parts' };

/** Bytes, given to the handler in one piece. */
export function bytes(types: readonly string[], limit: number, description: string): BytesBody<'bytes'> {
  return { kind: 'bytes', types, limit, description };
}

/** Bytes, given to the handler as they come; the handler counts them. */
export function stream(types: readonly string[], limit: number, description: string): BytesBody<'stream'> {
  return { kind: 'stream', types, limit, description };
}

/** An id in an address, in lower case. */
export const anId = z.uuid().toLowerCase();

/** What comes back when all is well. */
export interface Answer {
  readonly description: string;
  /** Shape of the JSON; absent where bytes or nothing come. */
  readonly schema?: z.ZodType;
  /** Media types, where the answer is not JSON. */
  readonly types?: readonly string[];
  /** Headers that say something, beside those of every answer: what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Status = 200 | 201 | 202 | 204 | 206 | 303 | 304;

interface Declared {
  /** From the root, with `:name` for what varies. */
  readonly path: `/${string}`;
  readonly access: Access;
  /** What each `:name` must look like; another text names nothing: request.notFound. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodType;
  /** Refusals that belong to this route; those that follow from its access and body are added. */
  readonly refusals?: readonly RefusalCode[];
  /** The article that this rests on. */
  readonly law?: string;
  /**
   * One network may ask it so often a minute and no more, together with all others of its kind: what signing in takes, or
   * reading what is everybody's; counted before anything is read. Refused: request.tooMany.
   */
  readonly limited?: 'signIn' | 'reading';
}

/** One thing that a program can ask. */
export interface RouteDeclaration extends Declared {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** operationId: unique, and a promise to whoever generated a client. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** By their names as documented; what each must look like. */
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  /** One, or several of which the media type chooses. */
  readonly body?: Body | readonly Body[];
  /** Scripts of any site may read it (CORS). */
  readonly fromAnywhere?: true;
  /** By status; the first is the usual one. */
  readonly answers: Readonly<Partial<Record<Status, Answer>>>;
}

/** One page for people. */
export interface PageDeclaration extends Declared {
  readonly title: string;
  /** Its entry in the main navigation of who may enter; the order is that of `place`. */
  readonly nav?: { readonly label: string; readonly place: number };
  /** Media type, where it is no HTML. */
  readonly type?: string;
}

/** What a page's form sends. */
export interface FormDeclaration extends Declared {
  readonly body?: FieldsBody | PartsBody;
  /** The field where a refusal is shown that belongs to none of its own. */
  readonly field?: string;
  /** It may end the session it is sent in, and is answered all the same. */
  readonly endsSession?: true;
  /** What it ends does not come back by itself: the page at the same address says first what will follow. */
  readonly grave?: true;
  /** What of the work is kept, for who sent it after the session's end. */
  readonly kept?: string;
}

/** What a script on a page of ours asks, and gets, as JSON. */
export interface ScriptDeclaration extends Declared {
  readonly body?: JsonBody;
}

export type Route = Omit<RouteDeclaration, 'kind'> & { readonly kind: 'api' };
export type Page = PageDeclaration & { readonly kind: 'page'; readonly method: 'GET' };
export type Form = FormDeclaration & { readonly kind: 'form'; readonly method: 'POST' };
export type Script = ScriptDeclaration & { readonly kind: 'script'; readonly method: 'POST' };
export type AnyRoute = Route | Page | Form | Script;

/**
 * Declares a route of the programmatic interface. The guard, the parser, the status, the OpenAPI document, the sweep of
 * the tests and docs/catalogue-api.md follow from this one value; `@Handle` binds it to what it does.
 */
export function route<const D extends RouteDeclaration>(declaration: D): D & { readonly kind: 'api' } {
  return { ...declaration, kind: 'api' };
}

/** Declares a page. */
export function page<const D extends PageDeclaration>(
  declaration: D,
): D & { readonly kind: 'page'; readonly method: 'GET' } {
  return { ...declaration, kind: 'page', method: 'GET' };
}

/** Declares what a form on a page sends. */
export function form<const D extends FormDeclaration>(
  declaration: D,
): D & { readonly kind: 'form'; readonly method: 'POST' } {
  return { ...declaration, kind: 'form', method: 'POST' };
}

/** Declares what a page's script asks. */
export function script<const D extends ScriptDeclaration>(
  declaration: D,
): D & { readonly kind: 'script'; readonly method: 'POST' } {
  return { ...declaration, kind: 'script', method: 'POST' };
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : unknown;
type BodyInput<B> =
  B extends JsonBody<infer S>
    ? z.output<S>
    : B extends FieldsBody<infer S>
      ? z.output<S>
      : B extends BytesBody<'bytes'>
        ? Uint8Array
        : B extends BytesBody<'stream'>
          ? AsyncIterable<Uint8Array>
          : undefined;
type EachBody<B> = B extends readonly (infer One)[] ? BodyInput<One> : BodyInput<B>;
type FieldsOf<R> = { readonly [K in keyof R]: Parsed<R[K]> };

/** What the handler of a route gets: everything that came in, parsed, and who asks. */
export interface Input<R extends Declared> {
  readonly actor: ActorOf<R['access']>;
  readonly params: R extends { params: infer P } ? FieldsOf<P> : object;
  readonly query: R extends { query: infer Q } ? Parsed<Q> : object;
  readonly headers: R extends { headers: infer H } ? FieldsOf<H> : object;
  readonly body: R extends { body: infer B } ? EachBody<B> : undefined;
}

type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
type Shape<A> = A extends { schema: infer S extends z.ZodType } ? Frozen<z.input<S>> : void;
type Shapes<A> = { [K in keyof A]: Shape<A[K]> }[keyof A];

/** What the handler of a route gives: the shape of one of its answers. A page gives its HTML. */
export type Output<R extends AnyRoute> = R extends { answers: infer A }
  ? Shapes<A> | Answered<Shapes<A>>
  : R extends Script
    ? object
    : R extends Form
      ? Answered<never> | Answered<string> | string | void
      : string | Answered<string> | Answered<never>;
