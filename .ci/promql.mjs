// Every expression of alerts and board is PromQL, by Prometheus' own grammar. Files as arguments, YAML or JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.CI_NODE_MODULES, 'here'));
const { parse } = require('yaml');
const { parser } = require('@prometheus-io/lezer-promql');

/** Every value under a key `expr`, however deep. */
function expressions(value) {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string' ? [inner] : expressions(inner),
  );
}

/** Where the grammar breaks off, or null. Grafana's own variables stand for a length of time. */
function faultIn(expression) {
  let fault = null;
  const text = expression.replaceAll('$__rate_interval', '5m');
  parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) fault ??= `${text.slice(0, from)}<<here>>${text.slice(from)}`;
    },
  });
  return fault;
}

let seen = 0;
for (const file of process.argv.slice(2))
  for (const expression of expressions(parse(readFileSync(file, 'utf8')))) {
    seen += 1;
    const fault = faultIn(expression);
    if (fault === null) continue;
    console.error(`${file}: ${fault}`);
    process.exitCode = 1;
  }
if (seen === 0) throw new Error('no expression found');
