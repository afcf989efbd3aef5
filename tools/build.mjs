// Builds the product: Prisma's client when the schema changed, the compiled sources, the site's assets.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a node program of the project; gives its output, throws with it when it fails. */
export async function runNode(args, { env = {}, show = false } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...env },
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0)
    throw Object.assign(new Error(`${args.slice(0, 3).join(' ')} mislukte\n${output}`), { code });
  return output;
}

function filesUnder(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (full.endsWith(path.join('postgres', 'generated'))) return [];
    return entry.isDirectory() ? filesUnder(full) : [full];
  });
}

function digestOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...files].sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Does `step` unless the files it is made of are as they were the last time it succeeded. */
async function unlessSame(name, files, made, step) {
  const stamp = path.join(ROOT, 'dist', `.${name}.stamp`);
  const digest = digestOf(files);
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  await step();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  return true;
}

/** Prisma's client, needed before anything else can be compiled or tested. */
export async function generateClient() {
  const schema = path.join(ROOT, 'prisma/schema.prisma');
  const client = path.join(ROOT, 'src/platform/postgres/generated/client.ts');
  return await unlessSame('prisma', [schema, path.join(ROOT, 'package-lock.json')], client, () =>
    runNode(['node_modules/prisma/build/index.js', 'generate', '--no-hints']),
  );
}

/** Everything in dist/. Gives whether anything had to be done. */
export async function build() {
  let worked = await generateClient();
  const sources = filesUnder(path.join(ROOT, 'src'));
  const settings = ['tsconfig.json', 'package-lock.json', 'prisma/schema.prisma', 'tools/assets.mjs'].map(
    (f) => path.join(ROOT, f),
  );
  const compiled = path.join(ROOT, 'dist/main.js');
  worked =
    (await unlessSame('sources', [...sources, ...settings], compiled, async () => {
      await runNode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
      // The bin `overdracht` is run as a program of its own.
      chmodSync(path.join(ROOT, 'dist/cli.js'), 0o755);
      const { buildAssets } = await import(pathToFileURL(path.join(ROOT, 'tools/assets.mjs')).href);
      await buildAssets(ROOT);
    })) || worked;
  return worked;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await build();
