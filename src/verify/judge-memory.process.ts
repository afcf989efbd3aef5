import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Resident memory of a process in bytes; null when it is gone or cannot be asked. Linux and macOS. */
export async function residentBytes(pid: number): Promise<number | null> {
  return process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
}

async function fromProc(pid: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, 'latin1');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

function fromPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) => {
      const kilobytes = Number.parseInt(output, 10);
      resolve(error === null && kilobytes > 0 ? kilobytes * 1024 : null);
    });
  });
}
