import { mailAddress } from '../frame/text.js';
import { missingKinds, contactsDue, type ContactPerson } from './contact.js';
import { judgeContacts } from './contact-file.js';
import { hostByCode } from './voting-days.js';

const known: ContactPerson = {
  ...{ id: '1', organisation: '0668', kinds: ['connection', 'usage'], deputy: false },
  ...{ name: 'Jet', email: 'jet@gemeente.example', phone: null, confirmedAt: null },
};
const organisations = new Set(['0668', 'W8']);
const judge = (bytes: Uint8Array | string, own: string | null = '0668') =>
  judgeContacts(Buffer.from(bytes as string), { organisations, contacts: [known] }, own);

describe('a mail address', () => {
  it.each([
    ['jet@gemeente.nl', 'jet@gemeente.nl'],
    ['  Jet.de.Wit+nl@Gemeente.NL ', 'Jet.de.Wit+nl@gemeente.nl'],
    ['josé@súdwestfryslân.nl', 'josé@súdwestfryslân.nl'],
    ['用户@例子.公司', '用户@例子.公司'],
    ["o'neill@xn--sdwest-0wa.nl", "o'neill@xn--sdwest-0wa.nl"],
  ])('%s is one', (typed, kept) => expect(mailAddress.parse(typed)).toBe(kept));

  it.each([
    ['a header after it', 'jet@gemeente.nl\nBcc: ander@example.nl'],
    ['a line end at its end', 'jet@gemeente.nl\n'],
    ['a return before it', '\rjet@gemeente.nl'],
    ['a name around it', 'Jet <jet@gemeente.nl>'],
    ['two of them', 'jet@gemeente.nl,piet@gemeente.nl'],
    ['no dot', 'jet@localhost'],
    ['a dot too many', 'jet..wit@gemeente.nl'],
    ['no name', '@gemeente.nl'],
    ['a space', 'jet wit@gemeente.nl'],
    ['a separator of lines', 'jet@gemeente.nl\u2028x'],
  ])('is none with %s', (_, typed) => expect(mailAddress.safeParse(typed).success).toBe(false));
});

describe('a file of contact persons', () => {
  const head = 'Naam;Email;Telefoon;Soort;Plaatsvervanger';

  it('is read in Windows-1252 with semicolons', () => {
    const { added, changed, problems } = judge(
      Buffer.from(
        `${head}\r\nRené Müller;rené@gemeente.example;'+31 6 12345678;gebruiksvoorschriften;ja\r\n`,
        'latin1',
      ),
    );
    expect([changed, problems]).toEqual([[], []]);
    expect(added).toEqual([
      {
        ...{ id: null, organisation: '0668', name: 'René Müller', email: 'rené@gemeente.example' },
        ...{ phone: '+31 6 12345678', kinds: ['usage'], deputy: true },
      },
    ]);
  });

  it('knows who is on the list by their address, in any capitals', () => {
    const { added, changed, same } = judge('naam;email\nJet de Wit;JET@gemeente.example\n');
    expect([added.length, changed.map(({ id, name }) => [id, name]), same]).toEqual([
      0,
      [['1', 'Jet de Wit']],
      0,
    ]);
    expect(judge('naam;email\nJet;jet@gemeente.example\n').same).toBe(1);
  });

  it('tells each wrong line', () => {
    const { problems } = judge(
      `organisatie;naam;email;soort\n0001;A;a@b.nl;beide\nW8;;a@b.nl;beide\nW8;C;c@b.nl;alles\nW8;D;d@b;\nW8;E;e@b.nl;\nW8;F;E@b.nl;\n`,
      null,
    );
    expect(problems.map(({ line, detail }) => [line, detail.split(':')[0]])).toEqual([
      [2, 'organisatie'],
      [3, 'naam'],
      [4, 'soort'],
      [5, 'email'],
      [7, 'email'],
    ]);
  });

  it('names the organisation only where it must', () => {
    expect(judge('naam;email\nA;a@b.nl\n', null).problems).toHaveLength(1);
    expect(judge('naam;email;organisatie\nA;a@b.nl;0668\n').problems).toEqual([]);
    // of another organisation
    const { problems } = judgeContacts(
      Buffer.from('naam;email;organisatie\nA;a@b.nl;W8\n'),
      { organisations: new Set(['0668']), contacts: [] },
      '0668',
    );
    expect(problems).toHaveLength(1);
  });

  it('is not loaded above the most that an organisation has', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `N${i};n${i}@b.nl`).join('\n');
    expect(judge(`naam;email\n${rows}\n`).problems.map(({ line }) => line)).toEqual([51]);
  });
});

describe('contact persons', () => {
  it('are whole with somebody for each kind who is no deputy', () => {
    expect(missingKinds([])).toEqual(['connection', 'usage']);
    expect(missingKinds([{ kinds: ['usage'], deputy: false }])).toEqual(['connection']);
    expect(missingKinds([{ kinds: ['connection', 'usage'], deputy: true }])).toEqual(['connection', 'usage']);
    expect(missingKinds([known])).toEqual([]);
  });

  it('are confirmed two weeks before the vote', () => expect(contactsDue('2027-03-17')).toBe('2027-03-03'));

  it.each([
    ['GSB', '0668', '0668'],
    ['EXECUTIVE', 'W8', 'W8'],
    ['COUNCIL', 'COUNCIL', 'KR'],
    ['HSB', 'HSB3', null],
    ['CSB', 'CSB', null],
  ] as const)('of %s %s are those of %s', (level, code, host) =>
    expect(hostByCode({ electionId: null, body: { level, code } })).toBe(host),
  );
});
