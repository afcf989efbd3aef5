import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An upload under way: three of its nine bytes have been sent. */
export interface Sending {
  /** Announces another one; gives the answer. */
  readonly announce: () => Promise<Response>;
  /** Sends what is left; gives the answer's status, NaN when there was none. */
  readonly rest: () => Promise<number>;
  /** Resolves when the connection is closed, by whoever. */
  readonly closed: Promise<unknown>;
}

/** Announces a file of nine bytes as this sender and sends the first three. */
export async function beginSending(sender: {
  baseUrl: string;
  token: string;
  election: string;
}): Promise<Sending> {
  const { baseUrl, token, election } = sender;
  const announce = () =>
    fetch(`${baseUrl}/v1/leveringen`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ verkiezing: election, bestanden: [{ naam: 'half.zip', grootte: 9 }] }),
    });
  const { bestanden } = (await (await announce()).json()) as { bestanden: { adres: string }[] };
  const { host, port } = new URL(baseUrl);
  const socket = net.connect(Number(port), 'localhost').setEncoding('utf8');
  let said = '';
  socket.on('data', (text: string) => (said += text));
  const closed = new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
  const lines = [
    `PUT ${bestanden[0]!.adres} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/octet-stream',
    'Content-Length: 9',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\nabc`);
  await sleep(300);
  return {
    announce,
    closed,
    async rest() {
      socket.write('defghi');
      while (said === '' && !socket.closed) await sleep(20);
      return Number(/^HTTP\/1.1 (\d+)/.exec(said)?.[1]);
    },
  };
}
