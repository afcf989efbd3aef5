// All senders of a night, in a program of their own so that measuring takes no turn of the platform's. Hears over the
// channel what to send, tells what came of it: per package when its last byte was sent, its verdict came, its receipt came.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const NOTHING = Buffer.alloc(0);

const now = () => performance.timeOrigin + performance.now();

/** One sender: its token and one connection that it keeps. */
class Sender {
  constructor(baseUrl, token) {
    this.baseUrl = baseUrl;
    this.token = token;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  /** Gives what was answered, and when the last byte of the question was handed to the system. */
  async ask(method, address, bytes, headers) {
    const request = http.request(new URL(address, this.baseUrl), {
      method,
      agent: this.agent,
      headers: { authorization: `Bearer ${this.token}`, 'content-length': bytes.length, ...headers },
    });
    let sentAt = null;
    request.on('finish', () => (sentAt = now()));
    const answered = new Promise((resolve, reject) => request.on('response', resolve).on('error', reject));
    request.end(bytes);
    const response = await answered;
    const pieces = [];
    for await (const piece of response) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    if (response.statusCode >= 300) throw new Error(`${method} ${address}: ${response.statusCode} ${text}`);
    return { answer: JSON.parse(text), sentAt, headers: response.headers };
  }

  async say(address, body) {
    const bytes = Buffer.from(JSON.stringify(body));
    return (await this.ask('POST', address, bytes, { 'content-type': 'application/json' })).answer;
  }

  /** A judgement that takes longer than a connection is held is looked for where and when the answer said. */
  async verdictAfter(answer, headers) {
    let seen = answer;
    while (seen.wachtOp === 'controle') {
      await sleep(Number(headers['retry-after']) * 1000);
      seen = (await this.ask('GET', seen.adres, NOTHING, {})).answer;
    }
    return seen;
  }

  /** Announces, sends, reads the verdict, delivers. */
  async deliver({ election, sentAs, bytes, digest, fingerprint }, replaces) {
    const opened = await this.say('/v1/leveringen', {
      verkiezing: election,
      bestanden: [{ naam: sentAs, grootte: bytes.length }],
      ...(replaces === null ? {} : { vervangt: replaces }),
    });
    const { answer, sentAt, headers } = await this.ask('PUT', opened.bestanden[0].adres, bytes, {
      'content-type': 'application/octet-stream',
      'content-digest': digest,
    });
    const judged = await this.verdictAfter(answer, headers);
    const judgedAt = now();
    if (judged.controle?.verdict !== 'accepted' || judged.vingerafdruk !== fingerprint) {
      const refused = judged.controle?.checks.filter(({ result }) => result === 'refuse');
      throw new Error(`niet goedgekeurd: ${JSON.stringify(refused ?? judged)}`);
    }
    await this.say(`${opened.adres}/indienen`, { vingerafdruk: fingerprint });
    return { id: opened.id, sentAt, judgedAt, receiptAt: now() };
  }
}

function prepared(made) {
  const bytes = readFileSync(made.file);
  const digest = createHash('sha256').update(bytes).digest('base64');
  return { ...made, bytes, digest: `sha-256=:${digest}:` };
}

async function work({ baseUrl, token, packages }) {
  const sender = new Sender(baseUrl, token);
  const results = [];
  try {
    for (const made of packages) {
      const { name } = made;
      try {
        results.push({ name, ...(await sender.deliver(made, results.at(-1)?.id ?? null)) });
      } catch (error) {
        return [...results, { name, fault: error.message }];
      }
    }
    return results;
  } finally {
    sender.agent.destroy();
  }
}

process.once('message', (senders) => {
  const ready = senders.map((sender) => ({ ...sender, packages: sender.packages.map(prepared) }));
  const startedAt = now();
  void Promise.all(ready.map(work)).then((results) =>
    process.send({ startedAt, results: results.flat() }, () => process.disconnect()),
  );
});
