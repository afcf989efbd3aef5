import { readNoticeFacts, type NoticeFacts } from './notice.js';
import { noticeText } from './notice-texts.js';

const nameOf = ({ level, code }: { level: string; code: string }): string => `«${level} ${code}»`;
const about = { level: 'GSB', code: '0668' } as const;
const deliveryId = '00000000-0000-4000-8000-000000000001';
const delivery = { deliveryId, number: '2027-000012', about, message: '510b' } as const;

const RELEASE = '3f1c2b34-0000-4000-8000-000000000001';
const HISTORY = '/leveringen/nummer/2027-000012';
const by = { level: 'HSB', code: 'HSB3' } as const;

describe('what a notice says', () => {
  it.each<[NoticeFacts, string, string | null]>([
    [{ kind: 'delivery.created', ...delivery }, 'Nieuw: telling (510b) van «GSB 0668»', HISTORY],
    [{ kind: 'submission.superseded', ...delivery }, 'Nieuwe versie: telling (510b) van «GSB 0668»', HISTORY],
    [{ kind: 'paper.differs', ...delivery }, 'Wijkt af van papier: telling (510b) van «GSB 0668»', HISTORY],
    [
      { kind: 'submission.differs', number: '2027-000012', about, message: '510b' },
      'Wijkt af van papier: telling (510b) van «GSB 0668»',
      HISTORY,
    ],
    [
      { kind: 'paper.differs', ...delivery, by },
      'Wijkt af van papier: telling (510b) van «GSB 0668»',
      HISTORY,
    ],
    [
      { kind: 'paper.equal', ...delivery, by },
      'Toch gelijk aan papier: telling (510b) van «GSB 0668»',
      HISTORY,
    ],
    [
      { kind: 'delivery.requested', from: { level: 'HSB', code: 'HSB3' }, message: '510b' },
      '«HSB HSB3» vraagt u te leveren',
      '/leveringen',
    ],
    [
      { kind: 'request.answered', by: about, message: '510b' },
      '«GSB 0668» antwoordde op uw verzoek',
      '/ontvangen',
    ],
    [
      { kind: 'stations.referred', by: { level: 'CSB', code: 'CSB' }, referralId: RELEASE, stations: 3 },
      '«CSB CSB» vraagt u te kijken naar 3 stembureaus',
      `/terugverwijzingen/${RELEASE}`,
    ],
    [
      {
        ...{ kind: 'result.published', by: { level: 'MAYOR', code: '0668' }, about, message: '510b' },
        electionId: 'TK2027',
      },
      'Openbaar gemaakt: telling (510b)',
      '/uitslagen/TK2027/0668/510b',
    ],
    [{ kind: 'report.received' }, 'Iemand meldde een fout in een openbaar bestand', '/meldingen'],
    [
      { kind: 'stations.answered', by: about, referralId: RELEASE, stations: 1 },
      '«GSB 0668» antwoordde voor 1 stembureau',
      `/terugverwijzingen/${RELEASE}`,
    ],
    [
      { kind: 'authorisations.due', votingDay: '2027-03-17', closesOn: '2027-02-17', open: 3 },
      'Kijk na wie er nog mag werken: 3',
      '/rechten',
    ],
    [{ kind: 'key.clashed', own: true }, 'Een ander stembureau meldde uw sleutel aan', '/sleutels'],
    [{ kind: 'key.clashed', own: false }, 'Uw sleutel is al van een ander stembureau', '/sleutels'],
    [{ kind: 'key.decided', state: 'approved' }, 'Uw sleutel is goedgekeurd', '/sleutels'],
    [{ kind: 'key.decided', state: 'rejected' }, 'Uw sleutel is afgewezen', '/sleutels'],
    [{ kind: 'key.decided', state: 'revoked' }, 'Uw sleutel is ingetrokken', '/sleutels'],
    [{ kind: 'key.decided', state: 'revoked', suspended: true }, 'Uw sleutel is opgeschort', '/sleutels'],
    [
      {
        kind: 'key.misused',
        deliveryId: '00000000-0000-4000-8000-000000000000',
        number: '2027-000012',
        about: { level: 'GSB', code: '0106' },
        message: '510b',
      },
      'Sleutel misschien misbruikt: telling (510b) van «GSB 0106»',
      HISTORY,
    ],
    [
      {
        kind: 'delivery.unsigned',
        deliveryId: '00000000-0000-4000-8000-000000000000',
        number: '2027-000012',
        about: { level: 'GSB', code: '0106' },
        message: '510b',
      },
      'Niet ondertekend: telling (510b) van «GSB 0106»',
      HISTORY,
    ],
    [
      { kind: 'fallback.asked', fallbackId: RELEASE, by: { level: 'GSB', code: '0106' }, message: '510b' },
      '«GSB 0106» heeft geen sleutel meer',
      `/terugval/${RELEASE}`,
    ],
    [
      { kind: 'setup.wrong', electionId: 'TK2027', by: { level: 'GSB', code: '0106' } },
      'Inrichting klopt niet: «GSB 0106»',
      '/inrichtingen?verkiezing=TK2027&stand=wrong',
    ],
    [
      { kind: 'fallback.answered', state: 'allowed', message: '510b' },
      'U mag één bestand zonder handtekening leveren',
      '/leveringen/nieuw',
    ],
    [
      { kind: 'fallback.answered', state: 'withdrawn', message: '510b' },
      'U mag niet meer zonder handtekening leveren',
      '/terugval',
    ],
    [
      {
        kind: 'key.cleared',
        deliveryId: '00000000-0000-4000-8000-000000000000',
        number: '2027-000012',
        about: { level: 'GSB', code: '0106' },
        message: '510b',
      },
      'Sleutel toch in orde: telling (510b) van «GSB 0106»',
      HISTORY,
    ],
    [
      { kind: 'delivery.readDiffers', number: '2027-000012', about: by, message: '510c', by },
      'Andere vingerafdruk na inlezen: totaal van de kieskring (510c) van «HSB HSB3»',
      HISTORY,
    ],
    [
      { kind: 'object.damaged', number: '2027-000012', sha256: 'a'.repeat(64) },
      'Alarm: een bestand van levering 2027-000012 is beschadigd',
      HISTORY,
    ],
    [
      { kind: 'release.damaged', releaseId: RELEASE, sha256: 'a'.repeat(64) },
      'Alarm: een bestand van een release is beschadigd',
      `/releases/${RELEASE}`,
    ],
    [
      { kind: 'register.damaged', electionId: 'TK2027', documentKind: 'toets', sha256: 'a'.repeat(64) },
      'Alarm: een document van het publicatieregister is beschadigd',
      '/register/TK2027/toets',
    ],
    [
      { kind: 'release.differs', releaseId: RELEASE, release: 'Abacus 1 voor Windows' },
      'Niet installeren: dit is niet Abacus 1 voor Windows',
      `/programmatuur/${RELEASE}/installatie`,
    ],
    [
      { kind: 'release.differs', releaseId: RELEASE, release: 'Abacus 1 voor Windows', by },
      'Alarm: «HSB HSB3» zag een andere vingerafdruk',
      `/releases/${RELEASE}`,
    ],
  ])('%o', (facts, title, href) => {
    const text = noticeText(facts, nameOf);
    expect(text).toMatchObject({ title, href });
    expect(text.text).toMatch(/\.$/);
  });

  it('of a recipient’s word says whose it is', () => {
    expect(noticeText({ kind: 'paper.differs', ...delivery, by }, nameOf).text).toContain('«HSB HSB3»');
    expect(noticeText({ kind: 'paper.differs', ...delivery }, nameOf).text).toContain('van het stembureau');
  });

  it('leads to the log where the delivery is not known', () => {
    const facts = { kind: 'object.damaged', number: '?', sha256: 'a'.repeat(64) } as const;
    expect(noticeText(facts, nameOf).href).toBe('/logboek');
  });

  it('is said plainly of a kind that a newer release wrote', () => {
    const known = readNoticeFacts({ kind: 'delivery.burnt', number: '2027-000012', more: [1] });
    expect(noticeText(known, nameOf)).toMatchObject({
      title: 'Bericht over levering 2027-000012',
      href: HISTORY,
    });
    expect(noticeText(readNoticeFacts({ kind: 'new' }), nameOf)).toMatchObject({
      title: 'Nieuw bericht',
      href: null,
    });
  });

  it('a clash tells nobody whose key the other’s is', () => {
    for (const own of [true, false])
      expect(JSON.stringify(noticeText({ kind: 'key.clashed', own }, nameOf))).not.toContain('«');
  });
});
