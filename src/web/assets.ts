import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Plain name → name with the hash of its content, as tools/assets.mjs writes it to manifest.json. */
export type Manifest = Readonly<Record<string, string>>;

/** Where the server offers the built files. Names carry a hash of the content, so they may be cached for ever. */
const ASSETS_PATH = '/assets/';

let built: Manifest | null | undefined;

/**
 * The address of a built file: `asset('site.css')` → `/assets/site.3f2a….css`. Before a build (unit tests) the plain
 * name; after a build a name that was not built throws, because the page would ask for what is not there.
 */
export function asset(name: string): string {
  const manifest = builtAssets();
  return manifest === null ? ASSETS_PATH + name : assetOf(manifest, name);
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
  built ??= ['./assets/manifest.json', '../../dist/web/assets/manifest.json'].reduce<Manifest | null>(
    (found, place) => found ?? tryManifest(fileURLToPath(new URL(place, import.meta.url))),
    null,
  );
  return built;
}

function tryManifest(path: string): Manifest | null {
  try {
    return readManifest(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
