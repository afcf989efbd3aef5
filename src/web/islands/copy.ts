import { islands, part, say } from './dom.js';

/** Shows the copy button beside a fingerprint and copies the text that the page gave it. */
for (const root of islands('copy')) {
  const button = part<HTMLButtonElement>(root, 'data-copy-button');
  const status = part(root, 'data-copy-status');
  const text = root.dataset['copy'];
  // navigator.clipboard exists only on https and localhost
  if (button === null || text === undefined || !('clipboard' in navigator)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    say(status, '');
    navigator.clipboard.writeText(text).then(
      () => say(status, 'Gekopieerd'),
      () => say(status, 'Kopiëren mag niet van uw browser. Selecteer de tekst zelf.'),
    );
  });
}
