import { aCouncilDefinition, aDefinition } from '../../test/support/definition.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { writeDefinition } from '../rehearsal/definition-writer.js';
import { readRequest, type VerifyRequest } from './arguments.js';
import { factsFromDefinition } from './definition-facts.js';

function facts(
  definition: ElectionDefinition,
  committee: string,
  election = definition.id,
): ReturnType<typeof factsFromDefinition> {
  const request = readRequest({ file: 'a', certs: ['k'], election, committee }) as VerifyRequest;
  return factsFromDefinition(Buffer.from(writeDefinition(definition)), request);
}

describe('what a 110a says of the sender', () => {
  it.each<[string, string, object]>([
    [
      'a gemeente',
      '0037',
      {
        sender: { level: 'GSB', code: '0037' },
        election: { contest: '14', accepts: ['510b'], signed: ['510b'], date: '2027-03-17' },
      },
    ],
    [
      'the NBSB, by its digits alone',
      '0998',
      { sender: { level: 'NBSB', code: '0998' }, election: { contest: null, accepts: ['510b'] } },
    ],
    ['an island, by its digits alone', '9001', { sender: { level: 'SOL', code: '9001' } }],
    [
      'an HSB',
      'HSB14',
      { sender: { level: 'HSB', code: 'HSB14' }, election: { accepts: ['510c'], signed: [] } },
    ],
    [
      'the CSB',
      'CSB',
      {
        sender: { level: 'CSB', code: 'CSB' },
        election: { contest: 'alle', accepts: ['510d', '520', '510c'] },
      },
    ],
  ])('%s', (_, committee, expected) => expect(facts(aDefinition(), committee)).toMatchObject(expected));

  it('knows the only contest of a council', () =>
    expect(facts(aCouncilDefinition(), '0037')).toMatchObject({
      election: { id: 'GR2027_Stadskanaal', contest: 'geen' },
    }));

  it.each([
    ['a committee it does not have', facts(aDefinition(), '0392'), 'geen stembureau 0392'],
    ['a level it does not have', facts(aDefinition(), 'NBSB:0037'), 'geen stembureau 0037'],
    ['another election', facts(aDefinition(), '0037', 'TK2028'), 'niet van TK2028'],
    [
      'a definition against the law',
      facts(aCouncilDefinition({ seats: 8 }), '0037'),
      'kan niet worden gebruikt',
    ],
  ])('refuses %s', (_, given, reason) => expect(given).toContain(reason));
});
