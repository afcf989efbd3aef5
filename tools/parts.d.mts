/** What `parts.mjs` gives: a part that can be killed and rises at the same address. */
export interface Part {
  readonly url: string;
  readonly dir: string;
  readonly output: string;
  start(): Promise<Part>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function findProgram(name: string): string | null;
export function startRedis(): Promise<Part>;
export function startS3(): Promise<Part>;
export function startPostgres(settings?: { fsync?: 'on' | 'off' }): Promise<Part>;
export function makeBucket(url: string, name: string): Promise<string>;
export function prepareRoles(url: string): Promise<{ readonly ownerUrl: string; readonly appUrl: string }>;
