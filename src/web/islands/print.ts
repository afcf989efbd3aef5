import { islands } from './dom.js';

/** Shows the button that prints the page; without script the browser's own menu does. */
for (const button of islands('print')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
