import { fieldNames, fieldsOf, keptAnswers, modelContent, readAnswers, type ModelContent } from './model.js';

const content: ModelContent = {
  opmaak: 1,
  title: 'Verklaring aansluitvoorschriften',
  intro: 'Dit verklaart het college.',
  questions: [
    { id: 'v1', text: 'Voldoet het netwerk?', explanation: '' },
    { id: 'v2', text: 'Voldoet de computer?', explanation: 'Artikel 4.' },
  ],
  closing: 'Naar waarheid ingevuld.',
};

describe('the model of the declaration', () => {
  it('is read as JSON, and nothing else is', () => {
    expect(modelContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
    const wrong = [
      { ...content, questions: [] },
      { ...content, questions: [content.questions[0], content.questions[0]] },
      { ...content, title: ' ' },
      { ...content, opmaak: 2 },
      { ...content, questions: [{ ...content.questions[0], id: 'V 1' }] },
    ];
    for (const each of wrong) expect(modelContent.safeParse(each).success).toBe(false);
  });

  it('has a field for each answer, its day and its measure', () =>
    expect(fieldNames(content)).toEqual([
      ...['antwoord-v1', 'datum-v1', 'maatregel-v1'],
      ...['antwoord-v2', 'datum-v2', 'maatregel-v2'],
      ...['onderzocht', 'verklaard', 'namens'],
    ]));
});

describe('what is filled in', () => {
  const read = (fields: Record<string, string>) => readAnswers(content, fields);

  it('is an answer to every question', () => {
    const { answers, faults } = read({
      'antwoord-v1': 'willComply',
      'datum-v1': '2027-03-14',
      'antwoord-v2': 'deviates',
      'maatregel-v2': ' een andere laptop ',
    });
    expect(faults).toEqual([]);
    expect(answers.map(({ answer }) => answer)).toEqual([
      { outcome: 'willComply', by: '2027-03-14' },
      { outcome: 'deviates', measure: 'een andere laptop' },
    ]);
    expect(keptAnswers.parse({ opmaak: 1, answers }).answers).toEqual(answers);
  });

  it.each([
    [{}, fieldsOf('v1').outcome],
    [{ 'antwoord-v1': 'misschien' }, fieldsOf('v1').outcome],
    [{ 'antwoord-v1': 'willComply' }, fieldsOf('v1').by],
    [{ 'antwoord-v1': 'willComply', 'datum-v1': '2027-02-30' }, fieldsOf('v1').by],
    [{ 'antwoord-v1': 'deviates', 'maatregel-v1': '  ' }, fieldsOf('v1').measure],
  ])('says at which field it is not: %j', (fields, field) =>
    expect(read({ ...fields, 'antwoord-v2': 'complies' }).faults.map((fault) => fault.field)).toEqual([
      field,
    ]),
  );
});
