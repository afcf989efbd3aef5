import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that the server took. */
export interface TakenMail {
  readonly to: string;
  readonly text: string;
}

/** A mail server on loopback that a test can take away and bring back. It does not look for doubles. */
export class MailServer {
  /** What it took: each time it answered 250 to a last dot. */
  readonly taken: TakenMail[] = [];
  /** What it says of a recipient; null: welcome. */
  answer: (address: string) => { readonly code: number; readonly text: string } | null = () => null;
  /** So long after a mail's last dot it takes it and says so, in milliseconds; taken away meanwhile, it does neither. */
  thinks = 0;
  private readonly thoughts = new Set<NodeJS.Timeout>();
  private server: SMTPServer | null = null;
  port = 0;

  constructor(private readonly options: SMTPServerOptions = {}) {}

  async start(): Promise<void> {
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], closeTimeout: 1, disableReverseLookup: true },
      onRcptTo: ({ address }, _session, done) => {
        const said = this.answer(address);
        done(said === null ? null : Object.assign(new Error(said.text), { responseCode: said.code }));
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          // as it is read: quoted-printable breaks long lines
          const text = Buffer.concat(parts).toString().replaceAll('=\r\n', '');
          // what ends while it goes away is taken no more: nobody would hear it
          if (this.server !== server) return;
          const take = () => {
            for (const { address } of envelope.rcptTo) this.taken.push({ to: address, text });
            done();
          };
          if (this.thinks === 0) take();
          else this.thoughts.add(setTimeout(take, this.thinks));
        });
      },
      ...this.options,
    });
    this.server = server;
    // who hangs up on it is no fault of the test
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const thought of this.thoughts) clearTimeout(thought);
    this.thoughts.clear();
    if (server !== null) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** How often each Message-ID was taken. */
  get times(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { text } of this.taken) {
      const id = /^Message-ID: <(.+)>/im.exec(text)?.[1] ?? '?';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  /** As a setting. */
  get address() {
    return { host: '127.0.0.1', port: this.port, secure: false, requireTls: false, user: null };
  }
}
