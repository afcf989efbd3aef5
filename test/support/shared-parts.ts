import { createHash } from 'node:crypto';

/** What the second column's processes share besides their database. */
export interface SharedParts {
  readonly redisUrl: string;
  readonly s3Url: string;
}

const QUEUES = 4095;

/** Those of this run, with a queue and a place in the bucket for `name` alone; null in the embedded column, and where none are. */
export function sharedParts(name: string): SharedParts | null {
  const { PARTS, TEST_REDIS_URL, TEST_S3_URL } = process.env;
  if (PARTS !== 'real' || TEST_REDIS_URL === undefined || TEST_S3_URL === undefined) return null;
  const queue = 1 + (createHash('sha256').update(name).digest().readUInt32BE(0) % QUEUES);
  const redis = Object.assign(new URL(TEST_REDIS_URL), { pathname: `/${queue}` });
  const s3 = new URL(TEST_S3_URL);
  s3.searchParams.set('prefix', name.replaceAll('_', '-'));
  return { redisUrl: redis.href, s3Url: s3.href };
}
