import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Opened = z.object({
  id: z.string(),
  bestanden: z.array(z.object({ adres: z.string() })).min(1),
});
const Judged = z.object({
  id: z.string(),
  staat: z.string(),
  vingerafdruk: z.string().nullable(),
  controle: z.object({
    verdict: z.string(),
    checks: z.array(z.object({ code: z.string(), result: z.string() })),
  }),
});
const Receipt = z.object({ nummer: z.string(), vingerafdruk: z.string().nullable() });
const Inbox = z.object({
  leveringen: z.array(
    z.object({
      id: z.string(),
      afzender: z.object({ niveau: z.string(), code: z.string() }),
      bestand: z.string(),
    }),
  ),
});

const HandedIn = z.object({ waarschuwingen: z.number() });

const VERDICT_LOOKS = 60;

/** What a delivery through the API came to. */
export type Delivered =
  | { readonly outcome: 'delivered'; readonly id: string; readonly number: string }
  | { readonly outcome: 'refused'; readonly id: string; readonly reasons: readonly string[] };

/** The platform's own public API, as a committee's program would use it. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  private async ask(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) {
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    const response = await this.ask('POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
    });
    return await response.json();
  }

  /** Hands in a list of polling stations (110b); gives how many checks warned. Throws when it is refused. */
  async handInList(list: string): Promise<number> {
    const type = { 'content-type': 'application/octet-stream' };
    const answer = await this.ask('POST', '/v1/stembureaulijsten', list, type);
    return HandedIn.parse(await answer.json()).waarschuwingen;
  }

  /** Uploads one package, has it judged and, when accepted, delivers it with the fingerprint that the PV shows. */
  async deliver(
    electionId: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    paper: string,
    replaces?: string,
  ): Promise<Delivered> {
    const wanted = { verkiezing: electionId, bestanden: [{ naam: file.name, grootte: file.bytes.length }] };
    const opened = Opened.parse(
      await this.post(
        '/v1/leveringen',
        replaces === undefined ? wanted : { ...wanted, vervangt: replaces, zitting: 'nieuw' },
      ),
    );
    const digest = createHash('sha256').update(file.bytes).digest('base64');
    const answer = await this.ask('PUT', opened.bestanden[0]!.adres, new Uint8Array(file.bytes), {
      'content-type': 'application/octet-stream',
      'content-digest': `sha-256=:${digest}:`,
    });
    const judged = Judged.parse(await (await this.verdictAfter(answer)).json());
    if (judged.controle.verdict === 'refused') {
      const reasons = judged.controle.checks
        .filter(({ result }) => result === 'refuse')
        .map(({ code }) => code);
      return { outcome: 'refused', id: opened.id, reasons };
    }
    const receipt = Receipt.parse(
      await this.post(`/v1/leveringen/${opened.id}/indienen`, {
        vingerafdruk: paper,
        gelezenDoor: 'Het stembureau, van zijn eigen proces-verbaal',
      }),
    );
    return { outcome: 'delivered', id: opened.id, number: receipt.nummer };
  }

  /** 202 says that the verdict is still to come, where, and after how many seconds to look. */
  private async verdictAfter(answer: Response): Promise<Response> {
    const place = answer.headers.get('location');
    const pauseMs = Number(answer.headers.get('retry-after') ?? 2) * 1000;
    for (let i = 0; answer.status === 202 && place !== null && i < VERDICT_LOOKS; i += 1) {
      await sleep(pauseMs);
      const seen = await this.ask('GET', place);
      if (((await seen.clone().json()) as { wachtOp: string | null }).wachtOp === null) return seen;
    }
    return answer;
  }

  /** What has arrived for this body. */
  async inbox(): Promise<z.infer<typeof Inbox>['leveringen']> {
    return Inbox.parse(await (await this.ask('GET', '/v1/ontvangen')).json()).leveringen;
  }

  /** Downloads a delivery as it was delivered; gives its size in bytes. Throws when the bytes are not what is promised. */
  async fetchFile(path: string): Promise<number> {
    const response = await this.ask('GET', path);
    const bytes = Buffer.from(await response.arrayBuffer());
    const promised = /sha-256=:([^:]+):/.exec(response.headers.get('repr-digest') ?? '')?.[1];
    if (promised !== createHash('sha256').update(bytes).digest('base64'))
      throw new Error(`${path} came damaged`);
    return bytes.length;
  }
}
