import { readCertificateFile, type Holder, type NotCertificate } from './certificate-file.js';
import { onFileChosen } from './choose-file.js';
import { islands, part, say, showError } from './dom.js';

/** A certificate takes a few kB: what is larger is another file, and need not be read. */
const MOST = 1024 * 1024;
const PICK = 'Kies het certificaat: het bestand public_key….crt uit het telprogramma.';

/** What is said of a file without a fingerprint to read out, and what to do. */
const WORDS: Readonly<Record<NotCertificate, readonly [string, ...string[]]>> = {
  empty: ['het bestand is leeg', 'Exporteer het certificaat opnieuw uit het telprogramma.'],
  utf16: [
    'dit bestand is opgeslagen als UTF-16',
    'Een ander programma heeft het opnieuw opgeslagen. Kies het bestand public_key….crt zoals het telprogramma het maakte.',
  ],
  secret: [
    'dit is een geheime sleutel',
    'Er is niets van getoond, bewaard of verstuurd. Laat dit bestand waar het is: verstuur het niet en meld het niet aan.',
    PICK,
  ],
  bundle: ['in dit bestand staan meer certificaten', 'Kies het bestand public_key….crt van één sleutel.'],
  publicKey: ['dit is alleen een publieke sleutel', `Het certificaat eromheen ontbreekt. ${PICK}`],
  request: ['dit is een aanvraag voor een certificaat', PICK],
  damaged: ['het certificaat is beschadigd', 'Exporteer het opnieuw uit het telprogramma.'],
  other: ['dit is geen certificaat', PICK],
};

const FACTS: readonly (readonly [keyof Holder, string])[] = [
  ['name', 'Voor'],
  ['election', 'Verkiezing'],
  ['committee', 'Stembureau'],
  ['since', 'Geldig vanaf'],
  ['until', 'Geldig tot en met'],
];

/** An element with a class and a text; no markup comes from a file. */
function made(name: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Sixteen groups; a screen reader spells each. */
function groups(digest: Uint8Array): HTMLElement {
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const code = made('code', 'fingerprint__groups');
  code.dataset['fingerprint'] = hex;
  for (const digits of hex.match(/.{4}/g)!) {
    const seen = made('span', 'fingerprint__group', digits);
    seen.ariaHidden = 'true';
    code.append(seen, made('span', 'visually-hidden', `${digits.split('').join(' ')}, `));
  }
  const box = made('div', 'fingerprint fingerprint--aloud');
  box.append(code);
  return box;
}

function facts(holder: Holder): HTMLElement {
  const list = made('dl', 'utrecht-data-list facts');
  for (const [field, label] of FACTS) {
    const item = made('div', 'facts__item');
    item.append(
      made('dt', 'utrecht-data-list__item-key', label),
      made(
        'dd',
        'utrecht-data-list__item-value utrecht-data-list__item-value--html-dd foreign',
        holder[field] ?? 'staat er niet in',
      ),
    );
    list.append(item);
  }
  return list;
}

async function show(file: File, root: HTMLElement): Promise<void> {
  const answer = part(root, 'data-own-answer');
  const status = part(root, 'data-own-status');
  const result = part(root, 'data-own-result')!;
  answer?.replaceChildren();
  result.replaceChildren();
  delete root.dataset['outcome'];
  const bytes = new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer());
  const read = bytes.length > MOST ? ({ kind: 'other' } as const) : readCertificateFile(bytes);
  if (read.kind === 'certificate') {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', read.der));
    result.append(
      made('h2', 'utrecht-heading-2', 'Lees deze 16 groepen voor'),
      groups(digest),
      facts(read.holder),
    );
    say(status, 'De vingerafdruk van uw certificaat staat hieronder. Hij is uitgerekend uit uw bestand.');
  } else {
    bytes.fill(0);
    const [title, ...lines] = WORDS[read.kind];
    showError(answer, title, lines);
    say(status, 'Er is geen vingerafdruk. Kies een ander bestand.');
  }
  root.dataset['outcome'] = read.kind;
}

for (const root of islands('own-fingerprint')) {
  let newest: File | undefined;
  onFileChosen(root, (file) => {
    newest = file;
    if (file === undefined) return;
    show(file, root).catch(() => {
      if (newest !== file) return;
      showError(part(root, 'data-own-answer'), 'het bestand kon niet worden gelezen', [
        'Dit zegt niets over het bestand. Kies het opnieuw.',
      ]);
    });
  });
  say(part(root, 'data-own-status'), 'Klaar. U mag het netwerk nu uitzetten.');
  root.dataset['ready'] = '';
}
