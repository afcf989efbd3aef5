// Boards that stand open while a night goes on, in a process of their own: each a page and the stream of what changes on it.
// Says when which line of which board changed, and how long pages took.
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const PAGE_EVERY_MS = 500;
const boards = [];
const pages = [];
const seen = [];
const now = () => performance.timeOrigin + performance.now();
let over = false;

const asked = ({ baseUrl, path, token }, accept) =>
  fetch(new URL(path, baseUrl), { headers: { accept, authorization: `Bearer ${token}` } });

async function page(board) {
  const from = performance.now();
  const response = await asked(board, 'text/html');
  const html = await response.text();
  if (!response.ok) throw new Error(`GET ${board.path}: ${response.status}`);
  pages.push(performance.now() - from);
  return /data-refresh-state="([^"]+)"/.exec(html)[1];
}

async function follow(board) {
  const stand = await page(board);
  const stream = `${board.stream}${board.stream.includes('?') ? '&' : '?'}stand=${stand}`;
  const response = await asked({ ...board, path: stream }, 'text/event-stream');
  if (!response.ok) throw new Error(`GET ${stream}: ${response.status} ${await response.text()}`);
  void listen(board, response.body).catch(() => undefined);
}

async function listen({ name }, body) {
  let text = '';
  for await (const piece of Readable.fromWeb(body).setEncoding('utf8')) {
    const events = (text + piece).split('\n\n');
    text = events.pop();
    const at = now();
    for (const event of events)
      for (const [, code, line] of event.matchAll(/id=\\"rij-(?:GSB|SOL)-(\d{4})-510b\\"(.*?)<\/tr>/g))
        seen.push({ name, code, at, corrected: line.includes('gecorrigeerd') });
  }
}

process.on('message', async (message) => {
  if (message === 'end') {
    over = true;
    process.send({ pages, seen }, () => process.exit(0));
    return;
  }
  boards.push(...message);
  for (const board of boards) await follow(board);
  pages.length = 0;
  process.send('open');
  for (let i = 0; !over; i += 7) {
    await page(boards[i % boards.length]).catch(() => pages.push(Infinity));
    await wait(PAGE_EVERY_MS);
  }
});
