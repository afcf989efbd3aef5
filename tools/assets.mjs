// Builds what the browser fetches: one stylesheet, the islands, the icon. Names carry a hash of the content, so that
// they may be cached for ever; manifest.json says which name is which file. Nothing comes from outside the project and
// its locked packages, and nothing is minified: what a citizen's browser runs can be read.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { transform } from './swc.mjs';

/** The NL Design System components in use, in the order in which their rules must come. */
const COMPONENTS = [
  'root',
  'body',
  'document',
  'skip-link',
  'heading-1',
  'heading-2',
  'heading-3',
  'heading-4',
  'paragraph',
  'link',
  'unordered-list',
  'ordered-list',
  'code',
  'button',
  'alert',
  'form-label',
  'form-field-description',
  'form-field-error-message',
  'form-field',
  'form-fieldset',
  'textbox',
  'textarea',
  'select',
  'checkbox',
  'radio-button',
  'table',
  'status-badge',
  'data-list',
  'pagination',
];
const OWN = [
  'tokens',
  'frame',
  'text',
  'forms',
  'tables',
  'boards',
  'monitor',
  'verdict',
  'count-figures',
  'receipt',
  'check',
  'print',
];
/** Pure code of the server that islands use too. */
export const SHARED = [
  'src/kernel/find-words.ts',
  'src/kernel/recognise-file.ts',
  'src/kernel/spoken-number.ts',
];
const WEBAUTHN = '@simplewebauthn/browser';

function stylesheet(root) {
  const components = COMPONENTS.map((name) =>
    path.join(root, `node_modules/@utrecht/${name}-css/dist/index.css`),
  );
  const own = OWN.map((name) => path.join(root, `src/web/assets/${name}.css`));
  const text = [...components, ...own].map((file) => readFileSync(file, 'utf8').trim()).join('\n\n');
  // style-src 'self' and img-src 'self': a rule that fetches from elsewhere would silently do nothing
  const foreign = /@import|url\(\s*['"]?(?:https?:|\/\/|data:)/i.exec(text);
  if (foreign !== null) throw new Error(`the stylesheet fetches from elsewhere: ${foreign[0]}`);
  return `${text}\n`;
}

/** The islands as modules for the browser, by their name, and what they share with the server. */
async function compileIslands(root) {
  const folder = path.join(root, 'src/web/islands');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const files = [
    ...names.map((name) => path.join(folder, name)),
    ...SHARED.map((name) => path.join(root, name)),
  ];
  const made = files.map(async (file) => {
    const { code } = await transform(file, { browser: true });
    return [path.basename(file).replace(/\.ts$/, '.js'), code];
  });
  return new Map(await Promise.all(made));
}

/** The published bundle of @simplewebauthn/browser, made a module: it sets a global, which is exported by name. */
function webauthnModule(root) {
  const folder = path.join(root, 'node_modules/@simplewebauthn/browser');
  const bundle = readFileSync(path.join(folder, 'dist/bundle/index.umd.min.js'), 'utf8');
  const names = ['browserSupportsWebAuthn', 'startAuthentication', 'startRegistration'];
  return `${bundle.trim()}\nexport const { ${names.join(', ')} } = globalThis.SimpleWebAuthnBrowser;\n`;
}

/** Gives each module its final name, imports first, so that the name of an import stands in what is hashed. */
function nameModules(modules, add) {
  const named = new Map();
  const visit = (name, path_) => {
    if (named.has(name)) return named.get(name);
    if (path_.includes(name)) throw new Error(`islands import in a circle: ${[...path_, name].join(' > ')}`);
    const source = modules.get(name);
    if (source === undefined) throw new Error(`${path_.at(-1)} imports ${name}, which is not there`);
    const text = source.replace(
      /\b(from|import)\s*(['"])([^'"]+)\2/g,
      (_, word, __, from) =>
        `${word} './${visit(from === WEBAUTHN ? 'webauthn.js' : path.basename(from), [...path_, name])}'`,
    );
    const file = add(name, text);
    named.set(name, file);
    return file;
  };
  for (const name of modules.keys()) visit(name, []);
}

/**
 * Builds everything into `<root>/dist/web/assets` and gives the manifest (plain name → hashed name). The manifest is put
 * in place last and at once: a server that starts meanwhile sees the old set or the new one. Files of earlier builds go.
 */
export async function buildAssets(root) {
  const folder = path.join(root, 'dist/web/assets');
  mkdirSync(folder, { recursive: true });
  const manifest = {};
  const add = (name, text) => {
    const { name: stem, ext } = path.parse(name);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const file = `${stem}.${hash}${ext}`;
    const bytes = Buffer.from(text);
    writeFileSync(path.join(folder, file), bytes);
    writeFileSync(path.join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(
      path.join(folder, `${file}.br`),
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    );
    manifest[name] = file;
    return file;
  };
  add('site.css', stylesheet(root));
  add('favicon.svg', readFileSync(path.join(root, 'src/web/assets/favicon.svg'), 'utf8'));
  const modules = await compileIslands(root);
  modules.set('webauthn.js', webauthnModule(root));
  nameModules(modules, add);

  const next = path.join(folder, 'manifest.json.new');
  writeFileSync(next, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(next, path.join(folder, 'manifest.json'));
  const current = new Set(Object.values(manifest).flatMap((file) => [file, `${file}.gz`, `${file}.br`]));
  for (const file of readdirSync(folder)) {
    if (file !== 'manifest.json' && !current.has(file)) rmSync(path.join(folder, file), { force: true });
  }
  return manifest;
}

if (process.argv[1] && statSync(process.argv[1]).ino === statSync(fileURLToPath(import.meta.url)).ino)
  await buildAssets(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
