#!/usr/bin/env node
// Prisma's schema engine without its download: closed networks cannot fetch the native binary, so this speaks the same
// JSON-RPC on stdin/stdout and lets the official WebAssembly build of the engine do the work over a pg connection.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const ARGS = process.argv.slice(2);

function option(name) {
  const at = ARGS.indexOf(name);
  return at < 0 ? undefined : ARGS[at + 1];
}

function log(level, message, fields = {}) {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    fields: { message, ...fields },
    target: 'schema_engine',
  };
  process.stderr.write(JSON.stringify(line) + '\n');
}

async function loadEngine() {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const wasm = readFileSync(entry.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** `schema-engine cli can-connect-to-database | create-database | drop-database` */
async function runCli(command, url) {
  log('INFO', 'Starting schema engine CLI'); // the caller discards the first line
  const database = decodeURIComponent(url.pathname.slice(1));
  const target = new URL(url);
  if (command !== 'can-connect-to-database') target.pathname = '/postgres';
  const quoted = `"${database.replaceAll('"', '""')}"`;
  const client = new pg.Client({ connectionString: target.href });
  try {
    await client.connect();
    if (command === 'create-database') await client.query(`CREATE DATABASE ${quoted}`);
    if (command === 'drop-database') await client.query(`DROP DATABASE ${quoted}`);
    await client.end();
    return 0;
  } catch (error) {
    const known = { '3D000': 'P1003', ECONNREFUSED: 'P1001' };
    const error_code = known[error.code] ?? 'P1010';
    log('ERROR', error.message, { error_code, is_panic: false, meta: { database_name: database } });
    return 1;
  }
}

const INTERNAL_CHAR = 18;

/**
 * The adapter with two things put right. It splits scripts at `;`, which breaks PL/pgSQL bodies: a script goes to the server
 * whole. And it does not know PostgreSQL's internal "char", in which the catalog answers: the engine wants a character.
 */
function forMigrations(adapter) {
  adapter.executeScript = async (sql) => {
    try {
      await adapter.client.query(sql);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const { queryRaw, performIO } = adapter;
  adapter.queryRaw = async (query) => {
    const characters = [];
    const reader = Object.create(adapter, {
      performIO: {
        value: async (asked) => {
          const answer = await performIO.call(adapter, asked);
          for (const [at, field] of answer.fields.entries())
            if (field.dataTypeID === INTERNAL_CHAR) {
              characters.push(at);
              field.dataTypeID = pg.types.builtins.BPCHAR;
            }
          return answer;
        },
      },
    });
    const answer = await queryRaw.call(reader, query);
    for (const at of characters) answer.columnTypes[at] = ColumnTypeEnum.Character;
    return answer;
  };
  return adapter;
}

class MigrationAdapterFactory extends PrismaPg {
  constructor(config, options) {
    super(config, options);
    this.settings = config;
  }

  async connect() {
    return forMigrations(await super.connect());
  }

  /** The adapter's own version drops the shadow database while its pool is still open. */
  async connectToShadowDb() {
    const admin = await this.connect();
    const database = `prisma_shadow_${randomUUID()}`;
    await admin.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = forMigrations(await new PrismaPg({ ...this.settings, database }).connect());
    const closePool = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await closePool();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  }
}

/** The engine packs its error codes as JSON in the message. */
function detailsOf({ message }) {
  try {
    return JSON.parse(message);
  } catch {
    return { message };
  }
}

async function answer(engine, { id, method, params }, write) {
  try {
    const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
    if (method === 'diff' && result?.stdout != null)
      write({ method: 'print', params: { content: result.stdout }, id: 1_000_000 + id });
    write({ id, result: result ?? null });
  } catch (error) {
    const data = detailsOf(error);
    const error_code = error.code ?? data.error_code;
    write({
      id,
      error: {
        code: 4466,
        message: error.message,
        data: { is_panic: false, meta: null, ...data, error_code },
      },
    });
  }
}

async function serve(url) {
  const files = ARGS.flatMap((arg, i) => (arg === '--datamodels' ? [ARGS[i + 1]] : []));
  const datamodels = files.length > 0 ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const settings = {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || undefined,
    database: decodeURIComponent(url.pathname.slice(1)),
    max: 1, // one session, so that the migration's advisory lock holds
  };
  const factory = new MigrationAdapterFactory(settings, {
    schema: url.searchParams.get('schema') ?? undefined,
  });
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const write = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() === '' ? {} : JSON.parse(line);
    if (request.method) await answer(engine, request, write);
  }
}

// Prisma shows of an engine that ends only what it logged: without this, why it ended would be lost.
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => log('ERROR', message) };
process.on('uncaughtException', (error) => {
  log('ERROR', error.stack ?? String(error));
  process.exit(1);
});

await loadEngine();
const command = ARGS.indexOf('cli');
const raw = JSON.parse(option('--datasource') ?? '{}').url ?? process.env.DATABASE_OWNER_URL;
if (ARGS.includes('--version')) console.log(`schema-engine-cli ${bindings.version()}`);
else if (command >= 0) process.exitCode = await runCli(ARGS[command + 1], new URL(raw));
else await serve(new URL(raw));
process.exit();
