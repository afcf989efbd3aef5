import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Plain name → name with the hash of its content, as tools/assets.mjs writes it to manifest.json. */
export type Manifest = Readonly<Record<string, string>>;

/** Where the server offers the built files. Names carry a hash of the content, so they may be cached for ever. */
const ASSETS_PATH = '/assets/';

/** Beside the built server, or from the sources of tests. */
const PLACES = ['./assets/', '../../dist/web/assets/'];

let built: Manifest | null | undefined;

/**
 * The address of a built file: `asset('site.css')` → `/assets/site.3f2a….css`. Before a build (unit tests) the plain
 * name; after a build a name that was not built throws, because the page would ask for what is not there.
 */
export function asset(name: string): string {
  const manifest = builtAssets();
  return manifest === null ? ASSETS_PATH + name : assetOf(manifest, name);
}

/** What stands in a built file, for a page that carries it along; throws when it was not built. */
export function assetText(name: string): string {
  const manifest = builtAssets();
  if (manifest === null) throw new Error(`asset ${name} was not built`);
  const file = assetOf(manifest, name).slice(ASSETS_PATH.length);
  return PLACES.map((place) => tryRead(fileURLToPath(new URL(place + file, import.meta.url)))).find(
    (text) => text !== null,
  )!;
}

/** The address of `name` according to this manifest; throws when it is not in it. */
export function assetOf(manifest: Manifest, name: string): string {
  const file = Object.hasOwn(manifest, name) ? manifest[name] : undefined;
  if (file === undefined) throw new Error(`asset ${name} was not built`);
  return ASSETS_PATH + file;
}

/** Reads a manifest; throws on anything but a flat table of safe file names. */
export function readManifest(json: string): Manifest {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('not a manifest');
  for (const file of Object.values(parsed)) {
    if (typeof file !== 'string' || !/^[a-z0-9][a-z0-9.-]*$/.test(file)) throw new Error('not a manifest');
  }
  return parsed as Manifest;
}

function builtAssets(): Manifest | null {
  built ??= PLACES.reduce<Manifest | null>((found, place) => {
    if (found !== null) return found;
    const json = tryRead(fileURLToPath(new URL(`${place}manifest.json`, import.meta.url)));
    return json === null ? null : readManifest(json);
  }, null);
  return built;
}

function tryRead(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
