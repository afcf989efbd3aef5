// What was skipped is told with its reason; in CI everything the tests may need is there, and a skip is a failure.
class NoSkips {
  onRunComplete(_contexts, { numPendingTests, testResults }) {
    if (numPendingTests === 0) return;
    const skipped = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
    );
    if (process.env.CI) this.error = new Error(`skipped in CI: ${skipped.join('; ')}`);
    else process.stderr.write(`\nskipped here:\n${skipped.map((name) => `  ${name}\n`).join('')}`);
  }

  getLastError() {
    return this.error;
  }
}

module.exports = NoSkips;
