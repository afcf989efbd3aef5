// Builds the product: Prisma's client when the schema changed, the sources without their types, the site's assets. Only
// what changed is made again, so that a start without news costs milliseconds.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from './swc.mjs';

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

/** Every file under `dir`, by its path from the project's root. */
function filesUnder(dir) {
  return readdirSync(path.join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    const name = `${dir}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(name) : [name];
  });
}

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What a step was made from the last time it succeeded: per file its size, time and digest. */
function readStamp(step) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, 'dist', `.${step}.json`), 'utf8'));
  } catch {
    return {};
  }
}

function keepStamp(step, stamp) {
  mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
  writeFileSync(path.join(ROOT, 'dist', `.${step}.json`), JSON.stringify(stamp));
}

/** As `readStamp` gives it, of these files now: a file is read only when its size or time is another. */
function look(files, before) {
  return Object.fromEntries(
    files.map((file) => {
      const { size, mtimeMs } = statSync(path.join(ROOT, file));
      const known = before[file];
      if (known?.size === size && known.mtimeMs === mtimeMs) return [file, known];
      return [file, { size, mtimeMs, digest: digestOf(readFileSync(path.join(ROOT, file))) }];
    }),
  );
}

/**
 * Does `work` when one of its files is not as it was when this step last succeeded; gives whether it did. `work` gets the
 * files that changed or came, and those that went.
 */
async function unlessSame(step, files, made, work) {
  const standing = existsSync(path.join(ROOT, made));
  const before = standing ? readStamp(step) : {};
  const now = look(files, before);
  const changed = files.filter((file) => before[file]?.digest !== now[file].digest);
  const gone = Object.keys(before).filter((file) => now[file] === undefined);
  const touched = changed.length > 0 || gone.length > 0;
  if (touched) {
    // Stopped or failed half-way, what was begun is begun anew, also when a file is then as it was before.
    keepStamp(step, Object.fromEntries(Object.entries(before).filter(([file]) => !changed.includes(file))));
    await work(changed, gone);
  }
  if (touched || files.some((file) => before[file] !== now[file])) keepStamp(step, now);
  return touched;
}

/** Prisma's client, needed before anything else can be compiled or tested. */
export async function generateClient() {
  return await unlessSame(
    'client',
    ['prisma/schema.prisma', 'node_modules/prisma/package.json'],
    'src/platform/postgres/generated/client.ts',
    () => runNode(['node_modules/prisma/build/index.js', 'generate', '--no-hints']),
  );
}

const outputOf = (source) => path.join(ROOT, source.replace(/^src/, 'dist').replace(/\.tsx?$/, '.js'));

async function compile(source) {
  const target = outputOf(source);
  const { code, map } = await transform(path.join(ROOT, source), { output: target });
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}.map`, map);
  writeFileSync(target, `${code}//# sourceMappingURL=${path.basename(target)}.map\n`);
}

/** The sources, each by itself: whether their types agree is for `npm run check` to say. */
async function compileSources() {
  const sources = filesUnder('src').filter(
    (file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !file.startsWith('src/web/islands/'),
  );
  const settings = ['tools/swc.mjs', 'node_modules/@swc/core/package.json'];
  return await unlessSame('sources', [...sources, ...settings], 'dist/main.js', async (changed, gone) => {
    const all = changed.some((file) => settings.includes(file));
    await Promise.all((all ? sources : changed).map(compile));
    for (const file of gone.filter((name) => name.startsWith('src/')))
      for (const made of [outputOf(file), `${outputOf(file)}.map`]) rmSync(made, { force: true });
    // The bin `overdracht` is run as a program of its own.
    chmodSync(path.join(ROOT, 'dist/cli.js'), 0o755);
  });
}

async function makeAssets() {
  const { buildAssets, SHARED } = await import('./assets.mjs');
  const files = [
    ...SHARED,
    ...filesUnder('src/web/assets'),
    ...filesUnder('src/web/islands'),
    'tools/assets.mjs',
    'tools/swc.mjs',
    'package-lock.json',
  ];
  return await unlessSame('assets', files, 'dist/web/assets/manifest.json', async () => {
    await buildAssets(ROOT);
  });
}

/** Everything in dist/. Gives whether anything had to be done. */
export async function build() {
  const worked = [await generateClient(), await compileSources(), await makeAssets()];
  return worked.includes(true);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await build();
