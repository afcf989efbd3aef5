import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SECRETS, SETTINGS } from './config.js';

const ROOT = path.resolve(__dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Not for whoever deploys: why, or where it has its one value. */
const NOT_DEPLOYED: Readonly<Record<string, string>> = {
  PORT: 'Dockerfile',
  LISTEN: 'Dockerfile',
  METRICS_PORT: 'Dockerfile',
  METRICS_LISTEN: 'Dockerfile',
  VAR_DIR: 'Dockerfile',
  SEED: 'a database outside the platform is never filled',
};

const compose = read('deploy/compose.yaml');
const chart = (file: string) => read(`deploy/helm/overdracht/${file}`);
const template = (name: string) => chart(`templates/${name}`);

/** The names that a piece of compose.yaml gives a value. */
const inCompose = (text: string) =>
  [...text.matchAll(/^ {2,6}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name!);

/** The names that a template gives a value. */
const inTemplate = (text: string) =>
  [...text.matchAll(/(?:- \{ name: |\(list ")([A-Z][A-Z0-9_]+)\b/g)].map(([, name]) => name!);

/** A block of compose.yaml, from the line that is its name to the next line that stands as far to the left. */
function block(name: string): string {
  const lines = compose.split('\n');
  const from = lines.findIndex((line) => line.trimStart().startsWith(name) && line.endsWith(name.slice(-1)));
  const left = /^ */.exec(lines[from]!)![0].length;
  const length = lines.slice(from + 1).findIndex((line) => line !== '' && line.search(/\S/) <= left);
  return lines.slice(from, from + 1 + length).join('\n');
}

/** What each part gets, in compose and in the chart: its own beside what all get. */
const OWN = {
  site: [block('site:'), template('site.yaml')],
  worker: [block('worker:'), template('worker.yaml')],
  migrate: [block('migrate:'), template('migrate.yaml')],
} as const;
const ALL = {
  compose: inCompose(block('x-settings: &settings')),
  chart: [
    ...inTemplate(template('_helpers.tpl')),
    ...Object.keys(
      (JSON.parse(chart('values.schema.json')) as { properties: { settings: { properties: object } } })
        .properties.settings.properties,
    ),
  ],
};
const own = (part: keyof typeof OWN) => ({
  compose: inCompose(OWN[part][0]),
  chart: inTemplate(OWN[part][1]),
});

describe('a setting', () => {
  it.each(['compose', 'chart'] as const)('is passed by %s, or is not for whoever deploys', (way) => {
    const parts = (Object.keys(OWN) as (keyof typeof OWN)[]).flatMap((part) => own(part)[way]);
    const passed = [...new Set([...ALL[way], ...parts])].filter((name) => SETTINGS.includes(name));
    expect([...passed, ...Object.keys(NOT_DEPLOYED)].sort()).toEqual([...SETTINGS].sort());
  });

  it('that the image decides stands in the Dockerfile', () => {
    const fixed = Object.keys(NOT_DEPLOYED).filter((name) => NOT_DEPLOYED[name] === 'Dockerfile');
    expect(fixed.filter((name) => !read('deploy/Dockerfile').includes(`${name}=`))).toEqual([]);
  });

  it('that opens something is seen by nobody who does not need it', () => {
    for (const way of ['compose', 'chart'] as const) {
      expect(own('worker')[way]).toEqual(expect.arrayContaining(['SMTP_URL', 'SIGNING_KEY_FILE']));
      expect(own('migrate')[way]).toContain('DATABASE_OWNER_URL');
      const everybodys = SECRETS.filter((name) => ALL[way].includes(name));
      expect(everybodys).toEqual(['DATABASE_URL', 'S3_URL', 'REDIS_URL']);
      expect(SECRETS.filter((name) => own('site')[way].includes(name))).toEqual([]);
    }
  });

  it('is described, and where compose asks for it .env.example names it', () => {
    const described = read('docs/operations.md');
    expect(SETTINGS.filter((name) => !described.includes(`| \`${name}\``))).toEqual([]);
    const asked = [...compose.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    const named = [...read('deploy/.env.example').matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name!);
    expect([...new Set(asked)].sort()).toEqual(named.sort());
  });

  it('lets nobody but the workers go outside', () => {
    const policies = template('network.yaml').split('---');
    const outside = policies.filter((text) => /networkPolicy\.(mail|webhooks)|webhookAllow/.test(text));
    expect(outside.map((text) => /matchLabels: (.*)/.exec(text)![1])).toEqual([
      '{{- include "overdracht.selector" (list . "worker") | nindent 6 }}',
    ]);
    const services = ['site:', 'worker:', 'migrate:', 'postgres:', 'queue:', 'objects:', 'bucket:'];
    expect(services.filter((name) => /networks: .*outside/.test(block(name)))).toEqual(['worker:']);
  });
});
