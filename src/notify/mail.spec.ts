import { asMail, noticeMail } from './mail-text.js';
import { isMailAddress, writeMail } from './mail.js';
import { pauseAfter, restAfter } from './dispatch.js';

const ID = '3f1c2b34-0000-4000-8000-000000000001';
const FROM = { name: 'Overdrachtsplatform', address: 'geen-antwoord@overdracht.example' };
const SITE = { baseUrl: 'https://overdracht.example', rehearsal: false, helpdeskPhone: '070 - 123 45 67' };
const mail = { subject: 'Er is een nieuw bericht', text: 'Lees het.' };

const written = async (to: { name: string; address: string }, subject = mail.subject) => {
  const found = await writeMail(ID, FROM, to, { ...mail, subject });
  const [headers = ''] = (found?.content.toString() ?? '').split('\r\n\r\n');
  return { found, headers };
};

describe('a mail', () => {
  it('has the same Message-ID however often it is written', async () => {
    const { headers } = await written({ name: 'Jet', address: 'jet@assen.example' });
    expect(headers).toContain(`Message-ID: <${ID}@overdracht.example>`);
    expect(headers).toContain('Auto-Submitted: auto-generated');
  });

  it.each([
    'jet@assen.example\r\nBcc: all@assen.example',
    'jet@assen.example\n',
    'jet@assen.example, piet@assen.example',
    'jet@assen.example>\r\nRCPT TO:<piet@assen.example',
    'Jet <jet@assen.example>',
    '"jet\r\nx"@assen.example',
    'jet',
    '',
  ])('goes to no such address: %j', async (address) => {
    expect(isMailAddress(address)).toBe(false);
    expect((await written({ name: 'Jet', address })).found).toBeNull();
  });

  it.each(['Jet\r\nBcc: all@assen.example', 'Jet\nX: 1', 'Jet\u2028Bcc: x@y.example', 'Jet\u0085X: 1'])(
    'begins no header with a name: %j',
    async (name) => {
      const { headers, found } = await written({ name, address: 'jet@assen.example' });
      expect(headers.split('\r\n').filter((line) => /^(bcc|x):/i.test(line))).toEqual([]);
      expect(found?.to).toBe('jet@assen.example');
    },
  );

  it('begins no header with a subject', async () => {
    const { headers } = await written({ name: 'Jet', address: 'jet@assen.example' }, 'a\r\nBcc: x@y.example');
    expect(headers).not.toMatch(/^bcc:/im);
  });

  it.each([
    ['jet@súdwest-fryslân.example', 'jet@xn--sdwest-frysln-teb26a.example'],
    ['jét@assen.example', 'jét@assen.example'],
  ])('goes to %s as %s', async (address, to) => {
    expect((await written({ name: 'Jét', address })).found?.to).toBe(to);
  });

  it('says whether it is an exercise, and never asks for anything', () => {
    const { subject, text } = asMail(mail, { ...SITE, rehearsal: true });
    expect(subject).toBe('OEFENING: Er is een nieuw bericht');
    expect(text).toContain('Dit is geen echte verkiezing.');
    expect(asMail(mail, SITE).subject).toBe('Er is een nieuw bericht');
  });

  it('of a notice says where it is and not what it says', () => {
    const notice = { id: ID, subject: 'Er staat een bestand voor u klaar', bound: false };
    const { text } = noticeMail(notice, { name: 'Jet', bodyName: 'stembureau Assen' }, SITE);
    expect(text).toContain(`https://overdracht.example/berichten/${ID}\n`);
    expect(text).toContain('https://overdracht.example/account/berichten');
    expect(noticeMail({ ...notice, bound: true }, { name: 'Jet', bodyName: 'x' }, SITE).text).toContain(
      'het moet van de wet',
    );
  });
});

describe('after a failure', () => {
  it('the pause of one doubles to a quarter of an hour', () =>
    expect([1, 2, 3, 7, 100].map(pauseAfter)).toEqual([15, 30, 60, 900, 900]));
  it('the rest of all doubles to a minute', () =>
    expect([0, 1, 2, 7, 100].map(restAfter)).toEqual([0, 1_000, 2_000, 60_000, 60_000]));
});
