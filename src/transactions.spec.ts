import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What opens a transaction without `act`, and why nobody's authority is looked at there. */
const WITHOUT: Readonly<Record<string, string>> = {
  'audit/attempt-count.store.ts': 'counts, of nobody',
  'audit/attempts.ts': 'counts, of nobody',
  'audit/looks.ts': 'the log of looking',
  'audit/open-watched.ts': 'what was found damaged',
  'audit/repeat.store.ts': 'counts what was looked at again',
  'audit/show-audit-log.ts': 'the log of looking',
  'people/create-first-invitation.ts': 'the system, before there is anybody',
  'people/create-person.ts': 'a person without any right',
  'people/sweep-authorisations.ts': 'the platform itself, at the moments that were announced',
  'counts/hand-out-csv.ts': 'the log of looking',
  'declarations/raise-signals.ts': 'the system',
  'identity/accept-invitation.ts': 'the invitation is the right, and is used up there',
  'identity/change-passkeys.ts': 'keeps and takes a challenge; who may is looked at, adding itself is an act',
  'identity/session.store.ts': 'notes use, removes what is over',
  'identity/sign-in-with-passkey.ts': 'establishes who somebody is',
  'keylist/make-key-list.ts': 'the system',
  'lifecycle.ts': 'the platform itself',
  'notify/plan-reminders.ts': 'the system',
  'notify/tell-bodies.ts': 'the system',
  'rehearsal/sign-in-in-rehearsal.ts': 'establishes who somebody is',
  'releases/receive-release-file.ts': 'lets a web page go; naming a file is an act',
  'reports/forget-contacts.ts': 'the system',
  'reports/receive-report.ts': 'anybody may: there is no account',
  'routing/check-object.ts': 'what was found damaged',
  'routing/delivery.store.ts': 'how far a download came',
  'routing/hand-out.ts': 'the log of looking',
  'routing/sweep-deliveries.ts': 'the system',
  'routing/gather-bundle.ts': 'the log of looking',
  'upload/count-missing.ts': 'the system',
  'upload/open-submission.ts': 'gives back room; opening itself is an act',
  'upload/reception.ts': 'keeps parts of what is being received, or lets them go; naming the file is an act',
  'upload/receiving.store.ts': 'forgets what nobody repeats',
  'upload/record-verdict.ts': 'the system',
  'upload/judge-waiting.ts': 'the system',
  'upload/show-submission.ts': 'the log of looking',
  'upload/take-over-files.ts': 'the system',
  'upload/tend-objects.ts': 'the system',
  'upload/tidy-submissions.ts': 'the system',
};

const SRC = path.resolve(__dirname);

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sources(full);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.spec.') ? [full] : [];
  });
}

it('what changes something for a person begins by establishing that they may', () => {
  const found = sources(SRC)
    .map((file) => path.relative(SRC, file).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('platform/') && file !== 'identity/act.ts')
    .filter((file) => /\.transaction\(/.test(readFileSync(path.join(SRC, file), 'utf8')));
  expect(found.sort()).toEqual(Object.keys(WITHOUT).sort());
});
