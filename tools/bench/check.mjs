// A file of 1 GB checked in headless Chromium from the saved page, beside `sha256sum` on the same file; and what 4 GB takes in
// memory.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const MIB = 1024 * 1024;
const LARGE = 4096 * MIB;

/** The most memory that a renderer had that was not there before, in bytes. */
function peakOfRenderers(before) {
  const peaks = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && !before.has(pid))
    .map((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return 0;
        return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}

export async function run({ quick, rounds = 3 }) {
  const { savedCheck } = await import('../../dist/releases/saved-check.js');
  const size = (quick ? 256 : 1024) * MIB;
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-check-'));
  const before = new Set(readdirSync('/proc'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const file = path.join(folder, 'installer.bin');
    const handle = openSync(file, 'w');
    const chunks = [];
    for (let at = 0; at < size; at += MIB) {
      const chunk = randomBytes(MIB);
      writeSync(handle, chunk);
      chunks.push(createHash('sha256').update(chunk).digest('hex'));
    }
    closeSync(handle);
    const listed = (name, size, chunks) => ({
      ...{ product: 'Meting', version: '1', platform: 'Linux', publishedAt: new Date().toISOString() },
      ...{ withdrawn: null, name, size, sha256: 'ab'.repeat(32), chunkBytes: MIB, chunks },
    });
    // of 4 GB and on disk nothing: what it takes in memory is what counts
    const large = path.join(folder, 'groot.iso');
    const hole = openSync(large, 'w');
    ftruncateSync(hole, LARGE);
    closeSync(hole);
    const zeros = createHash('sha256').update(Buffer.alloc(MIB)).digest('hex');
    const bestanden = [
      listed('installer.bin', size, chunks),
      listed('groot.iso', LARGE, Array(LARGE / MIB).fill(zeros)),
    ];
    const content = Buffer.from(JSON.stringify({ gemaakt: null, bestanden }));
    const page = await browser.newPage();
    const saved = path.join(folder, 'controleren.html');
    writeFileSync(saved, savedCheck({ content, signature: null }, [], { at: new Date(), phone: '-' }));
    const ratios = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      if (spawnSync('sha256sum', [file]).status !== 0) throw new Error('sha256sum');
      const plain = performance.now() - began;
      await page.goto(`file://${saved}`);
      await page.locator('[data-ready]').waitFor();
      const started = performance.now();
      await page.locator('input[type=file]').setInputFiles(file);
      await page.locator('[data-outcome=genuine]').waitFor({ timeout: 300_000 });
      const own = performance.now() - started;
      ratios.push(plain / own);
      const speed = (ms) => `${Math.round(size / 1000 / ms)} MB/s`;
      console.log(`browser ${speed(own)}, sha256sum ${speed(plain)}: ${(plain / own).toFixed(2)} ×`);
    }
    const middle = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
    console.log(`Mediaan ${middle.toFixed(2)} ×; grens 1,0 ×: ${middle >= 1 ? 'gehaald' : 'NIET gehaald'}.`);
    const peak = () => `${Math.round(peakOfRenderers(before) / 1e6)} MB`;
    console.log(`Piekgeheugen van de pagina: ${peak()}.`);
    await page.goto(`file://${saved}`);
    await page.locator('[data-ready]').waitFor();
    await page.locator('input[type=file]').setInputFiles(large);
    await page.locator('[data-outcome=genuine]').waitFor({ timeout: 300_000 });
    console.log(`En na een bestand van 4 GB: ${peak()}.`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
