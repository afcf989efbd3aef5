import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Metrics } from '../../src/platform/metrics.js';
import { startApp } from '../support/app.js';

const FOLDER = path.resolve(__dirname, '../../deploy');

it.each([
  ['monitoring/alerts.yaml', /\boverdracht_\w+/g],
  ['monitoring/dashboard.json', /\boverdracht_\w+/g],
  ['helm/overdracht/values.yaml', /(?<=metric: )\w+/g],
])('%s names figures that the platform gives', async (file, names) => {
  const app = await startApp();
  try {
    app.get(Metrics).watchProcess();
    const { text } = await app.get(Metrics).text();
    const given = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name));
    const named = readFileSync(path.join(FOLDER, file), 'utf8').match(names) ?? [];
    expect(named.filter((name) => !given.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  } finally {
    await app.close();
  }
});
