// The second column: the same specs on a Redis, an S3 server and a PostgreSQL of this run (tools/parts.mjs), with sites
// and workers as processes of their own. Where those parts are not there, each spec says so and is skipped.
const NEEDED = ['TEST_DATABASE_URL', 'TEST_REDIS_URL', 'TEST_S3_URL'];

process.env.PARTS = 'real';
const missing = NEEDED.filter((name) => process.env[name] === undefined);

if (missing.length > 0) {
  const { describe, it } = globalThis;
  const skipped = (title) =>
    describe(title, () => it.skip(`skipped: no ${missing.join(', ')}`, () => undefined));
  globalThis.describe = Object.assign(skipped, { skip: skipped, only: skipped, each: () => skipped });
}
