import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';
import type { Logger } from '../logger.js';
import type { KnownAddresses } from './known-addresses.js';
import { FormTurnedDown, type FieldProblem } from './form-turned-down.js';
import { InvalidInput, RefusalWithReasons } from './parse.js';
import { isUnavailable } from '../postgres/unavailable.js';
import { actorOf, isByItself, wantsPage } from './request.js';
import type { Explanation, RefusalTexts } from './refusals.js';

/** What an error page says. */
export interface ErrorFacts {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
}

/** Makes the whole error page for who asked. */
export type ErrorPage = (request: FastifyRequest, facts: ErrorFacts) => Promise<string>;

/** Told of every refusal, before the answer goes out. */
export type RefusalListener = (request: FastifyRequest, refusal: Refusal) => Promise<void>;

/** After so many seconds it makes sense to ask again. */
const RETRY_AFTER_S = '10';

/** The refusal of everything while the database, or what else it takes, cannot be asked. */
export const UNAVAILABLE = 'platform.unavailable';

const FAULT = {
  status: 500,
  title: 'Er ging iets mis bij ons',
  detail:
    'Er is niets half bewaard. Probeer het over een paar minuten opnieuw. Blijft het misgaan, bel dan de helpdesk en noem het spoornummer.',
};

/** Errors of Fastify and its plugins that are the asker's, by their code. */
const ASKERS: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.tooLarge',
  FST_REQ_FILE_TOO_LARGE: 'request.tooLarge',
  FST_PARTS_LIMIT: 'request.tooLarge',
  FST_FILES_LIMIT: 'request.tooLarge',
  FST_FIELDS_LIMIT: 'request.tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupportedType',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupportedType',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_PROTO_VIOLATION: 'request.invalid',
  FST_ERR_BAD_URL: 'request.notFound',
  FST_ERR_MAX_PARAM_LENGTH: 'request.addressTooLong',
  ECONNRESET: 'request.aborted',
};

/** What the parser of forms throws, without a code, at one that is cut off or does not say where its parts end. */
const BROKEN_FORM = /multipart data$|^Multipart: /;

/** What is thrown by libraries on an asker's fault, as a refusal of ours; null for a real fault. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof FormTurnedDown) return error.refusal;
  if (isUnavailable(error)) return new Refusal(UNAVAILABLE);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code !== undefined && ASKERS[code] !== undefined) return new Refusal(ASKERS[code]);
  if (error instanceof Error && BROKEN_FORM.test(error.message)) return new Refusal('request.invalid');
  const status = error instanceof HttpException ? error.getStatus() : (statusCode ?? 500);
  if (status === 404) return new Refusal('request.notFound');
  if (status === 413) return new Refusal('request.tooLarge');
  if (status === 415) return new Refusal('request.unsupportedType');
  if (status === 429) return new Refusal('request.tooMany');
  return status >= 400 && status < 500 ? new Refusal('request.invalid') : null;
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Refusal ? error.code === 'request.notFound' : error instanceof HttpException;

/**
 * The one place where what went wrong becomes an answer: problem+json (RFC 9457) for programs, a page for people.
 * A refusal says its code; anything else is a fault and says only a trace id.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly texts: RefusalTexts,
    private readonly log: Logger,
    private readonly page: ErrorPage,
    private readonly addresses: KnownAddresses,
    private readonly onRefusal: RefusalListener,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const methods = isNotFound(error) ? this.otherMethods(request) : [];
    if (methods.length > 0) void reply.header('allow', methods.join(', '));
    const refusal = methods.length > 0 ? new Refusal('request.methodNotAllowed') : asRefusal(error);
    if (refusal?.code === UNAVAILABLE)
      this.log.warn({ error, traceId: request.traceId }, 'een deel van het platform antwoordde niet');
    const explanation = refusal === null ? this.report(error, request) : await this.explain(refusal, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error instanceof FormTurnedDown && explanation !== null) {
      await this.showAgain(error, explanation, request, reply);
      return;
    }
    const { status, title, detail } = explanation?.text ?? FAULT;
    const code = explanation?.code ?? 'fault';
    if (status === 503 || (status === 429 && !reply.hasHeader('retry-after')))
      void reply.header('retry-after', RETRY_AFTER_S);
    if (wantsPage(request)) await this.sendPage(request, reply, { status, title, detail, code });
    else this.sendProblem(request, reply, { status, title, detail, code }, refusal);
  }

  /** The methods of an address that does not know the one it was asked with; a file that is not there is not found. */
  private otherMethods({ method, url }: FastifyRequest): readonly string[] {
    const methods = this.addresses.methodsAt(url);
    return methods.includes(method) ? [] : methods;
  }

  /** A refusal that cannot be explained or logged is a fault: no answer without its line in the log. */
  private async explain(refusal: Refusal, request: FastifyRequest): Promise<Explanation | null> {
    try {
      const explanation = this.texts.explain(refusal);
      // there is no log to write to, and nothing was refused: it can be asked again
      if (refusal.code === UNAVAILABLE) return explanation;
      await this.onRefusal(request, refusal);
      return explanation;
    } catch (failure) {
      return this.report(failure, request);
    }
  }

  /** The form's page with what is wrong at its fields. */
  private async showAgain(
    form: FormTurnedDown,
    { text }: Explanation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { refusal, field = '' } = form;
    const problems: readonly FieldProblem[] =
      refusal instanceof InvalidInput
        ? refusal.errors.map(({ pointer, detail }) => ({
            field: pointer.split('/')[1] || field,
            message: detail,
          }))
        : [{ field, message: `${text.title}. ${text.detail}` }];
    try {
      const reasons = refusal instanceof RefusalWithReasons ? refusal.errors : [];
      const { code, details } = refusal;
      const html = await form.page(problems, {
        code,
        details,
        title: text.title,
        detail: text.detail,
        reasons,
      });
      void reply
        .status(refusal instanceof InvalidInput ? 422 : text.status)
        .type('text/html; charset=utf-8')
        .send(html);
    } catch (failure) {
      await this.answer(failure, request, reply);
    }
  }

  private report(error: unknown, request: FastifyRequest): null {
    const actor = actorOf(request);
    const who = actor.kind === 'person' ? actor.personId : actor.kind;
    this.log.error(
      { error, traceId: request.traceId, method: request.method, url: request.url, who },
      'een verzoek mislukte',
    );
    return null;
  }

  private async sendPage(request: FastifyRequest, reply: FastifyReply, facts: ErrorFacts): Promise<void> {
    // what a page asks by itself wants to know, and goes nowhere
    const navigates = request.method !== 'POST' && !isByItself(request);
    if (facts.status === 401 && navigates) {
      void reply.redirect(`/inloggen?naar=${encodeURIComponent(request.url)}`, 303);
      return;
    }
    if (facts.status === 404 && navigates && actorOf(request).kind === 'hatless') {
      // For whom somebody works is still to be said; what they asked for may be there once they have.
      void reply.redirect('/', 303);
      return;
    }
    const html = await this.page(request, facts);
    void reply.status(facts.status).type('text/html; charset=utf-8').send(html);
  }

  private sendProblem(
    request: FastifyRequest,
    reply: FastifyReply,
    { status, title, detail, code }: ErrorFacts,
    refusal: Refusal | null,
  ): void {
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="overdracht"');
    void reply
      .status(status)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: `urn:overdracht:fout:${code}`,
          title,
          status,
          detail,
          instance: `urn:uuid:${request.traceId}`,
          code,
          ...(refusal instanceof RefusalWithReasons ? { errors: refusal.errors } : {}),
          ...(refusal !== null && Object.keys(refusal.details).length > 0
            ? { details: refusal.details }
            : {}),
        }),
      );
  }
}
