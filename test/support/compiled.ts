import { transformSync } from '@swc/core';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/**
 * Compiles folders or files of src for a test that starts a process of its own: plain ES modules, in var/ so that
 * packages are found. Gives the folder that stands for src and takes it away afterwards.
 */
export function compileSources(name: string, ...parts: string[]): { folder: string; remove: () => void } {
  const home = path.join(ROOT, 'var/test-compiled', `${name}-${process.pid}`);
  const folder = path.join(home, 'dist');
  for (const part of parts) compile(part, folder);
  copyFileSync(path.join(ROOT, 'package.json'), path.join(home, 'package.json'));
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}

function compile(part: string, folder: string): void {
  const source = path.join(ROOT, 'src', part);
  if (!part.endsWith('.ts')) {
    for (const entry of readdirSync(source)) {
      if (!entry.endsWith('.spec.ts') && (entry.endsWith('.ts') || !entry.includes('.')))
        compile(path.join(part, entry), folder);
    }
    return;
  }
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    filename: source,
    swcrc: false,
    configFile: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      target: 'es2022',
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'es6' },
  });
  const target = path.join(folder, part.replace(/\.ts$/, '.js'));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
}
