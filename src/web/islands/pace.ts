/** Over how many milliseconds the speed is taken: long enough to be calm, short enough to follow a line. */
const WINDOW_MS = 8000;

/** How fast something goes, from how far it was when. */
export class Pace {
  private readonly samples: { at: number; bytes: number }[] = [];

  /** So many bytes have gone at this moment (milliseconds). Fewer than before: it began anew from there. */
  add(at: number, bytes: number): void {
    const last = this.samples.at(-1);
    if (last !== undefined && bytes < last.bytes) this.samples.length = 0;
    this.samples.push({ at, bytes });
    while (this.samples.length > 2 && at - this.samples[0]!.at > WINDOW_MS) this.samples.shift();
  }

  /** Nothing goes for a while: what was measured before says nothing of what comes. */
  rest(): void {
    this.samples.length = 0;
  }

  /** Bytes a second; null while too little is known. */
  speed(): number | null {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 500) return null;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  }
}

/** `nog ongeveer 2 minuten`, in steps that a person can use. */
export function timeLeft(seconds: number): string {
  if (seconds < 5) return 'bijna klaar';
  if (seconds < 55) return `nog ongeveer ${Math.ceil(seconds / 5) * 5} seconden`;
  const minutes = Math.ceil((seconds - 10) / 60);
  return minutes === 1 ? 'nog ongeveer 1 minuut' : `nog ongeveer ${minutes} minuten`;
}

/** The quarters that were passed between two percentages, the last of them; null when none was. */
export function quarterPassed(before: number, now: number): 25 | 50 | 75 | null {
  for (const quarter of [75, 50, 25] as const) if (before < quarter && now >= quarter) return quarter;
  return null;
}
