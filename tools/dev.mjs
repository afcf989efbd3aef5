// `npm run dev`: builds and restarts on every change under src/.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { prepare } from './start.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(ROOT);
await prepare((line) => console.log(line));

let running = null;
let pending = null;

async function restart() {
  try {
    await build();
  } catch (error) {
    console.error(error.message);
    return;
  }
  if (running !== null) {
    const ended = new Promise((resolve) => running.once('close', resolve));
    running.kill('SIGTERM');
    await ended;
  }
  running = spawn(process.execPath, ['dist/main.js'], { stdio: 'inherit' });
}

await restart();
watch(path.join(ROOT, 'src'), { recursive: true }, (_event, file) => {
  if (file?.includes('generated')) return;
  clearTimeout(pending);
  pending = setTimeout(() => void restart(), 200);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(0);
  });
