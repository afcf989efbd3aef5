import { setTimeout as sleep } from 'node:timers/promises';
import { digestOf, type SubmissionAnswer } from './uploads.js';

/** What a sender was told that was no success. */
export interface TurnedDown {
  readonly what: string;
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

/** What a sender may go by: it was told this. */
export interface Receipt {
  readonly id: string;
  readonly nummer: string;
  readonly recipients: number;
}

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly pair: { readonly fingerprint: string } | null;
}

const PAUSE_MS = 250;

/** A sender as a committee's program should be: what failed it tries again, at whichever site answers. */
export class PatientSender {
  readonly turnedDown: TurnedDown[] = [];
  private turn = 0;

  constructor(
    private readonly sites: readonly { readonly baseUrl: string }[],
    private readonly token: string,
    private readonly patienceMs: number,
    /** The site that is asked first. */
    private readonly first: number,
  ) {}

  /** Announces, sends, waits for the verdict and delivers; gives the receipt. Throws when its patience is over. */
  async deliver(electionId: string, made: Made, replaces: string | null): Promise<Receipt> {
    const end = Date.now() + this.patienceMs;
    this.turn = this.first;
    const announced = {
      verkiezing: electionId,
      bestanden: [{ naam: made.name, grootte: made.bytes.length }],
      ...(replaces === null ? {} : { vervangt: replaces }),
    };
    const json = { 'content-type': 'application/json' };
    const opened = await this.until(end, () =>
      this.ask('POST', '/v1/leveringen', JSON.stringify(announced), {
        ...json,
        'idempotency-key': made.name,
      }),
    );
    const address = `/v1/leveringen/${opened.id}`;
    await this.until(end, async () => {
      const sent = await this.ask('PUT', opened.bestanden[0]!.adres, made.bytes, {
        'content-type': 'application/octet-stream',
        'content-digest': digestOf(made.bytes),
      });
      if (sent !== null) return sent;
      const now = await this.ask('GET', address);
      return now?.bestanden[0]!.ontvangen ? now : null;
    });
    const word = made.pair === null ? {} : { vingerafdruk: made.pair.fingerprint };
    const receipt = await this.until(end, async () => {
      const now = await this.ask('GET', address);
      if (now === null || now.controle === null) return null;
      if (now.staat !== 'ingediend')
        await this.ask('POST', `${address}/indienen`, JSON.stringify(word), json);
      const after = await this.ask('GET', address);
      return after?.staat === 'ingediend' ? after : null;
    });
    return { id: receipt.id, nummer: receipt.nummer, recipients: receipt.ontvangers.length };
  }

  /** Null when it was turned down, or the line broke: then the next question goes to the other site. */
  private async ask(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<SubmissionAnswer | null> {
    const { baseUrl } = this.sites[this.turn % this.sites.length]!;
    try {
      const answer = await fetch(new URL(path, baseUrl), {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...headers },
        ...(body === undefined ? {} : { body: body as BodyInit }),
        signal: AbortSignal.timeout(this.patienceMs),
      });
      if (answer.ok) return (await answer.json()) as SubmissionAnswer;
      const type = answer.headers.get('content-type');
      this.turnedDown.push({
        what: `${method} ${path}`,
        status: answer.status,
        type,
        body: await answer.text(),
      });
      return null;
    } catch {
      this.turn += 1;
      return null;
    }
  }

  private async until<T>(end: number, step: () => Promise<T | null>): Promise<T> {
    for (;;) {
      const done = await step();
      if (done !== null) return done;
      if (Date.now() > end) throw new Error(`out of patience: ${JSON.stringify(this.turnedDown.at(-1))}`);
      await sleep(PAUSE_MS);
    }
  }
}
