import { KeepModel } from '../../src/declarations/keep-model.js';
import type { ModelContent } from '../../src/declarations/model.js';
import type { TestApp, TestPerson } from './app.js';

/** A model with two questions. */
export const MODEL: ModelContent = {
  opmaak: 1,
  title: 'Verklaring aansluitvoorschriften',
  intro: 'Het bestuur heeft dit onderzocht.',
  questions: [
    { id: 'v1', text: 'Voldoet het netwerk?', explanation: '' },
    { id: 'v2', text: 'Voldoet de computer?', explanation: '' },
  ],
  closing: 'Dit is de uitkomst.',
};

/** All of it filled in, by the executive itself, on days that are over. */
export const DECLARED: Readonly<Record<string, string>> = {
  'antwoord-v1': 'complies',
  'antwoord-v2': 'deviates',
  'maatregel-v2': 'een andere laptop',
  onderzocht: '2026-11-01',
  verklaard: '2026-11-02',
  namens: 'bestuur',
};

/** Publishes a model for a voting day, as somebody of the Kiesraad; gives its version. */
export async function publishModel(
  app: TestApp,
  votingDay: string,
  operator: TestPerson,
  content = MODEL,
): Promise<number> {
  const keep = app.get(KeepModel);
  const { version } = await keep.write(votingDay, 0, content, operator.actor);
  await keep.publish(votingDay, version, operator.actor);
  return version;
}
