// Loaded before the platform (`node --import`): counts what it asks of PostgreSQL. On SIGUSR2 it writes how often each
// statement was sent since the last one, to the file in COUNT_QUERIES.
import { writeFileSync } from 'node:fs';
import pg from 'pg';

const counts = new Map();
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function counted(config, ...rest) {
  const text = typeof config === 'string' ? config : (config.text ?? config.name ?? '');
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/\$\d+(,\$\d+)+/g, '$…')
    .trim();
  counts.set(line, (counts.get(line) ?? 0) + 1);
  return query.call(this, config, ...rest);
};

process.on('SIGUSR2', () => {
  writeFileSync(process.env.COUNT_QUERIES, JSON.stringify([...counts]));
  counts.clear();
});
