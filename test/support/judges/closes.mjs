// Has a pool begin, closes it and ends: as a script that uses one does. The argument is the judge's module.
const { JudgePool } = await import(new URL('./judge.pool.js', `file://${process.argv[2]}`).href);
const pool = new JudgePool({ size: 1 });
pool.judge(() => new Promise(() => undefined)).catch(() => undefined);
await pool.close();
