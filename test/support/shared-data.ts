import { existsSync } from 'node:fs';
import path from 'node:path';

/** The reading room beside the project: real files, schemas and vectors. Present in CI, absent on a user's machine. */
export const SHARED = path.resolve(__dirname, '../../../shared');

const present = existsSync(SHARED);
if (!present && process.env['CI']) throw new Error(`${SHARED} is missing: in CI nothing may be skipped`);

/** `it` where the shared data stands; elsewhere skipped. */
export const itWithShared: jest.It = present ? it : it.skip;

/** `describe` where the shared data stands; elsewhere one skipped test that says why, and a body that is not run. */
export const describeWithShared: (title: string, body: () => void) => void = present
  ? describe
  : (title) =>
      describe(title, () => {
        it.skip('skipped: ../shared is not there', () => undefined);
      });
