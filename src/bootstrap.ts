import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import path from 'node:path';
import { AppModule, refusalTexts, roomsOf } from './app.module.js';
import { AttemptLog } from './audit/attempts.js';
import { LookLog } from './audit/looks.js';
import type { Clock } from './kernel/clock.js';
import { API_VERSION } from './platform/http/api-version.js';
import { Drain } from './platform/http/drain.js';
import { answerBrokenRequest, takeEverything, type BrokenRequest } from './platform/http/broken-request.js';
import { behindWall, headersOfAll, putUpDefences, type Answerer } from './platform/http/defences.js';
import { Declarations } from './platform/http/declarations.js';
import { KnownAddresses } from './platform/http/known-addresses.js';
import { ProblemFilter, UNAVAILABLE, type ErrorPage } from './platform/http/problem.filter.js';
import { jsonReader } from './platform/http/read-body.js';
import { actorOf } from './platform/http/request.js';
import { askedAgain } from './platform/http/sent-again.js';
import type { RefusalTexts } from './platform/http/refusals.js';
import { JobRunner } from './platform/jobs/job-runner.js';
import { LOGGER } from './platform/platform.module.js';
import type { Logger } from './platform/logger.js';
import { Labels } from './platform/objects/labels.js';
import { Objects } from './platform/objects/objects.js';
import { claimStorage } from './platform/objects/storage.store.js';
import { Database } from './platform/postgres/database.js';
import type { Settings } from './platform/settings.js';
import { SignWaiting } from './platform/signing/sign-waiting.js';
import { confirmFirst, otherRole, signInAgain } from './identity/sign-in.page.js';
import { IdentifyCaller } from './identity/identify-caller.js';
import { PageFrame } from './frame/page-frame.js';
import { someDelivered } from './upload/submission.store.js';
import { renderErrorPage } from './web/error-page.js';
import { SendWaiting } from './notify/send-waiting.js';
import { JudgeWaiting } from './upload/judge-waiting.js';

const JSON_LIMIT = 64 * 1024;
const PACKAGE_LIMIT = 256 * 1024 * 1024;
const HEADERS_MS = 15_000;
/** A stop waits so long for what is being sent and answered; whoever is cut off sends again. */
const LAST_ANSWERS_MS = 5_000;

/** What the application is made from. */
export interface AppOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Where the queue stands; null: in the database. */
  readonly redisUrl: string | null;
  readonly logLevel: string;
  readonly trustedProxies: readonly string[];
  /** Which parts run in this process. */
  readonly parts: { readonly site: boolean; readonly worker: boolean };
  /** Folder with the site's compiled assets. */
  readonly assetsDir: string;
  readonly clock?: Clock;
}

/** The application, made and not yet listening. */
export interface App {
  readonly nest: NestFastifyApplication;
  /**
   * Listens and starts the workers, as far as these parts run here. `port` 0 picks a free one. Gives the port. Refuses, in
   * a sentence, to serve a database whose files are not in the storage.
   */
  start(host: string, port: number): Promise<number>;
  /**
   * Answers what is under way, stops the workers, closes the database. A site first drains, for `drainMs` at most: what is
   * being sent may still arrive, and nothing new begins. `last` is done when nothing else uses the database.
   */
  stop(drainMs?: number, last?: (db: Database) => Promise<void>): Promise<void>;
}

function createAdapter(
  { trustedProxies, settings }: AppOptions,
  clientErrorHandler: ReturnType<typeof answerBrokenRequest>,
  frameworkErrors: Answerer,
): FastifyAdapter {
  const { receiveMs } = settings.waits;
  return new FastifyAdapter({
    clientErrorHandler,
    // an address that no router can read reaches no hook and no filter
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void frameworkErrors(error, request, reply),
    bodyLimit: JSON_LIMIT,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestTimeout: receiveMs,
    forceCloseConnections: 'idle',
    // while it closes: in the same words as before it
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // the wall asks for the Host itself
    http: { headersTimeout: HEADERS_MS, maxHeaderSize: 16 * 1024, requireHostHeader: false },
  });
}

async function preparePlugins(fastify: FastifyInstance, options: AppOptions): Promise<void> {
  fastify.addContentTypeParser(
    ['application/octet-stream', 'application/partial-upload', 'application/xml', 'text/xml'],
    { bodyLimit: PACKAGE_LIMIT },
    (_request, payload, done) => done(null, payload),
  );
  await fastify.register(fastifyMultipart, {
    limits: {
      fileSize: PACKAGE_LIMIT,
      // the rooms count their files themselves, and say what is wrong
      files: 20,
      fields: 40,
      parts: 60,
      fieldSize: 16 * 1024,
      headerPairs: 20,
    },
    throwFileSizeLimit: true,
  });
  await fastify.register(fastifyStatic, {
    preCompressed: true,
    root: path.resolve(options.assetsDir),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '365d',
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  });
}

function wallFor({ settings }: AppOptions) {
  const { host, protocol } = new URL(settings.baseUrl);
  const rehearsal = settings.mode === 'rehearsal' && host.startsWith('localhost');
  return {
    hosts: [host],
    anyLocalhostPort: rehearsal,
    https: protocol === 'https:',
    apiVersion: API_VERSION,
    // whoever reads a body answers first
    bodyIdleMs: settings.waits.stallMs + 5_000,
  };
}

function errorPage(
  nest: NestFastifyApplication,
  { helpdeskPhone }: Settings,
  addresses: KnownAddresses,
): ErrorPage {
  const frame = nest.get(PageFrame);
  const forms = nest.get(Declarations);
  return async (request, facts) => {
    const form = forms.formAt(request.routeOptions.url);
    const page = addresses.pageOf(request, form?.grave);
    if (facts.code === 'access.confirmFirst') return confirmFirst(frame, request, form, page);
    if (form !== undefined && (facts.status === 401 || facts.code === 'access.otherRole')) {
      return (facts.status === 401 ? signInAgain : otherRole)(frame, request, form, page);
    }
    return renderErrorPage(
      { ...facts, traceId: request.traceId, helpdesk: { phone: helpdeskPhone } },
      // who asks, and their other roles, stands in the database
      facts.code === UNAVAILABLE ? frame.aroundNobody() : await frame.around(request),
    );
  };
}

/** Nobody waits for this line: there is no request to hold up, and the answer says nothing that it proves. */
function logBroken(nest: NestFastifyApplication, { ip, code, traceId }: BrokenRequest): void {
  const actor = { kind: 'anonymous', origin: { ip, agent: null } } as const;
  nest
    .get(AttemptLog)
    .record({ actor, method: 'onleesbaar', route: null, traceId, code })
    .catch((error: unknown) =>
      nest.get<Logger>(LOGGER).error({ error, traceId }, 'een poging is niet gelogd'),
    );
}

/** Reading there writes an event of its own, which says more. */
export const LOGS_ITSELF = /^\/logboek$|^(\/v1)?\/(leveringen\/:id|ontvangen\/alles|ontvangen\/:id\/.+)$/;

/** What a known person is shown is logged before it goes out. */
function logLooks(fastify: FastifyInstance, looks: LookLog): void {
  fastify.addHook('onSend', async (request, reply) => {
    const { method, routeOptions, params } = request;
    const route = routeOptions.url;
    const shown = ['GET', 'HEAD'].includes(method) || askedAgain(request) !== null;
    if (!shown || reply.statusCode >= 400 || route === undefined) return;
    if (method === 'GET' && LOGS_ITSELF.test(route)) return;
    const named = Object.values(params as Record<string, string>);
    await looks.record({ actor: actorOf(request), route, params: named });
  });
}

/** Makes answers of what goes wrong, and log lines of what is refused. */
function filterFor(
  nest: NestFastifyApplication,
  texts: RefusalTexts,
  settings: Settings,
  addresses: KnownAddresses,
): ProblemFilter {
  const attempts = nest.get(AttemptLog);
  const identify = nest.get(IdentifyCaller);
  return new ProblemFilter(
    texts,
    nest.get<Logger>(LOGGER),
    errorPage(nest, settings, addresses),
    addresses,
    async (request, { code }) => {
      await identify.afterwards(request);
      await attempts.record({
        actor: actorOf(request),
        method: request.method,
        route: request.routeOptions.url ?? null,
        traceId: request.traceId,
        code,
      });
    },
  );
}

/** Makes the application. Nothing listens and nothing works until `start`. */
export async function createApp(options: AppOptions): Promise<App> {
  const texts = refusalTexts();
  const wall = wallFor(options);
  const broken = answerBrokenRequest(texts, headersOfAll(wall), (request) => logBroken(nest, request));
  const answer: Answerer = (error, request, reply) => filter.answer(error, request, reply);
  const adapter = createAdapter(options, broken, behindWall(wall, answer));
  const app = AppModule.with(options, await roomsOf(options.settings.mode));
  const nest = await NestFactory.create<NestFastifyApplication>(app, adapter, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  const fastify = nest.getHttpAdapter().getInstance();
  const addresses = new KnownAddresses();
  const filter = filterFor(nest, texts, options.settings, addresses);
  const drain = nest.get(Drain);
  putUpDefences(fastify, wall, answer);
  const open = nest.get(Declarations).routes.filter(({ fromAnywhere }) => fromAnywhere === true);
  addresses.watch(fastify, new Set(open.map((each) => each.path)));
  drain.watch(fastify);
  takeEverything(nest.getHttpServer());
  nest.useBodyParser('application/json', { bodyLimit: JSON_LIMIT }, jsonReader(fastify));
  await preparePlugins(fastify, options);
  logLooks(fastify, nest.get(LookLog));
  nest.useGlobalFilters(filter);
  await nest.init();
  const store = await nest.get(Objects).prove();
  nest.get<Logger>(LOGGER).info({ store }, 'de opslag is beproefd');

  const jobs = nest.get(JobRunner);
  return {
    nest,
    async start(host, port) {
      const db = nest.get(Database);
      await claimStorage(db, nest.get(Labels), async () => {
        const known = await someDelivered(db.read);
        return known === null || (await nest.get(Objects).stat(known)) !== null;
      });
      if (options.parts.worker) {
        await nest.get(SignWaiting).takeKey();
        jobs.start();
        for (const part of [JudgeWaiting, SendWaiting]) nest.get<JudgeWaiting | SendWaiting>(part).start();
      }
      if (options.parts.site) await nest.listen(port, host);
      drain.serve();
      if (!options.parts.site) return 0;
      return (nest.getHttpServer().address() as { port: number }).port;
    },
    async stop(drainMs = 0, last = async () => undefined) {
      if (options.parts.site) await drain.run(drainMs);
      const server = nest.getHttpServer();
      const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
      await nest.close().finally(() => clearTimeout(cut));
      await jobs.stop();
      const db = nest.get(Database);
      await last(db).catch((error: unknown) =>
        nest.get<Logger>(LOGGER).error({ error }, 'het laatste is niet vastgelegd'),
      );
      await db.close();
    },
  };
}
