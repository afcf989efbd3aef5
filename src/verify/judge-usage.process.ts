import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process took so far. */
export interface Usage {
  /** Resident memory now. */
  readonly bytes: number;
  /** Processor time since it started, its own and the system's for it. */
  readonly cpuMs: number;
}

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/** What a process takes; null when it is gone or cannot be asked. Linux and macOS. */
export async function usageOf(pid: number): Promise<Usage | null> {
  return process.platform === 'linux' ? fromProc(pid) : await fromPs(pid);
}

/** Read at once: nothing here waits for a disk, and a thread for it would cost more than the reading. */
function fromProc(pid: number): Usage | null {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'latin1');
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    // the name, between brackets, may hold anything; utime and stime are the 12th and 13th after it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (kilobytes === undefined) return null;
    return {
      bytes: Number(kilobytes) * 1024,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    };
  } catch {
    return null;
  }
}

function fromPs(pid: number): Promise<Usage | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=,time=', '-p', String(pid)], (error, output) => {
      const read = /^\s*(\d+)\s+(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s*$/.exec(output);
      if (error !== null || read === null) return resolve(null);
      const seconds = (Number(read[2] ?? 0) * 60 + Number(read[3])) * 60 + Number(read[4]);
      resolve({ bytes: Number(read[1]) * 1024, cpuMs: seconds * 1000 });
    });
  });
}
