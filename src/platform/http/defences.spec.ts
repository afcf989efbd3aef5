import { traceOf } from './defences.js';

describe('traceparent (W3C Trace Context)', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  const uuid = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';

  it.each([
    [`00-${id}-00f067aa0ba902b7-01`, uuid],
    [`00-${id}-00f067aa0ba902b7-00`, uuid],
    // a later version may add to it
    [`cc-${id}-00f067aa0ba902b7-01-what-comes-later`, uuid],
    [`cc-${id}-00f067aa0ba902b7-01`, uuid],
  ])('%s', (header, expected) => expect(traceOf(header)).toBe(expected));

  it.each([
    undefined,
    '',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01-more`,
    `cc-${id}-00f067aa0ba902b7-01more`,
    `00-${id.slice(1)}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01\n`,
  ])('is not believed: %j', (header) => expect(traceOf(header)).toBeNull());
});
