// Time, processor time and peak memory of a program, and the arithmetic on them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';

const works = (command, args) => spawnSync(command, args).status === 0;
const CAN_PIN = works('taskset', ['-c', '0', 'true']);
const CAN_TIME = works('/usr/bin/time', ['-f', '%M', 'true']);

/** What this machine cannot measure, in Dutch; empty when it can do all. */
export function blindSpots() {
  return [
    ...(CAN_PIN ? [] : ['niet op één rekenkern vastgezet (taskset ontbreekt: apt-get install util-linux)']),
    ...(CAN_TIME ? [] : ['geen piekgeheugen (GNU time ontbreekt: apt-get install time)']),
  ];
}

/**
 * Runs a program to its end. Gives wall and processor time in milliseconds and the peak resident memory, in bytes, of
 * its largest process (null where GNU time is absent).
 */
export async function timed(command, args, { pin = false, input = '' } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const report = path.join(folder, 'time');
  const whole = [
    ...(pin && CAN_PIN ? ['taskset', '-c', '0'] : []),
    ...(CAN_TIME ? ['/usr/bin/time', '-q', '-o', report, '-f', '%U %S %M'] : []),
    command,
    ...args,
  ];
  const started = performance.now();
  const child = spawn(whole[0], whole.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdin.on('error', () => {}).end(input);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const wall = performance.now() - started;
  const [user, system, kilobytes] = CAN_TIME
    ? readFileSync(report, 'utf8').trim().split(' ').map(Number)
    : [];
  rmSync(folder, { recursive: true });
  return {
    code,
    stdout,
    stderr,
    wall,
    processor: CAN_TIME ? (user + system) * 1000 : null,
    peak: CAN_TIME ? kilobytes * 1024 : null,
  };
}

/** Processor time of all processes of this program that have ended, in milliseconds; null where there is no /proc. */
export function endedProcesses() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return null;
  }
}

/** The value below which `share` (0 to 1) of the values lie; null for none or when any is null. */
export function quantile(values, share) {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => quantile(values, 0.5);

/** Lines up rows of text under a head; numbers to the right. */
export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

export function mb(bytes) {
  if (bytes === null) return '–';
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
export const ms = (milliseconds) => (milliseconds === null ? '–' : `${Math.round(milliseconds)} ms`);
export const times = (ratio) => (Number.isFinite(ratio) ? `${ratio.toFixed(2).replace('.', ',')} ×` : '–');

/** How busy the machine was over the last minute, in processes that want to run: above its cores, figures are noise. */
export const busyness = () => loadavg()[0].toFixed(1);
