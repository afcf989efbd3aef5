// Begins with what takes longest, so that no worker is left alone with it at the end. On a machine that ran the tests before,
// jest knows how long each took; elsewhere it goes by the size of files, and these take longer than they look.
const Sequencer = require('@jest/test-sequencer').default;

const LONGEST = [
  'whole-elections',
  'faults',
  'crash',
  'api-tools',
  'stop',
  'segments',
  'site',
  'site-pages',
  'jobs',
  'attacks-load',
];

function rank({ path }) {
  const [, name] = /([^/]+)\.spec\.tsx?$/.exec(path) ?? [];
  return LONGEST.includes(name) ? LONGEST.indexOf(name) : LONGEST.length;
}

class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
