// Writes the catalogues in docs/ from the compiled code: checks, refusals, audit events, routes, the API.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, ROOT } from './build.mjs';

await build();
await import(pathToFileURL(path.join(ROOT, 'node_modules/reflect-metadata/Reflect.js')).href);
const { catalogues } = await import(pathToFileURL(path.join(ROOT, 'dist/catalogues.js')).href);
for (const [name, text] of Object.entries(catalogues())) {
  writeFileSync(path.join(ROOT, 'docs', name), text);
  console.log(`docs/${name}`);
}
