import type { TestApp, TestPerson } from './app.js';

const HTML = { accept: 'text/html' };

/** A browser without script: it keeps the session's cookie and says where its forms come from. */
export class Visitor {
  cookie: string | null = null;

  constructor(private readonly app: Pick<TestApp, 'baseUrl'>) {}

  /** Signs in as in a rehearsal; throws when that does not work. */
  async chooseToBe(personId: string): Promise<this> {
    const response = await this.post('/inloggen/oefening', { personId });
    if (response.status !== 303 || this.cookie === null) throw new Error(`no session: ${response.status}`);
    return this;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers: { accept: 'text/html', ...headers } });
  }

  /** Sends a form. */
  post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'text/html', origin: this.app.baseUrl, ...headers },
    });
  }

  /** Sends JSON, as the scripts of a page do. */
  json(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        origin: this.app.baseUrl,
        ...headers,
      },
    });
  }

  private async send(
    path: string,
    init: RequestInit & { headers: Record<string, string> },
  ): Promise<Response> {
    const cookie = this.cookie === null ? {} : { cookie: `__Host-sessie=${this.cookie}` };
    const response = await fetch(new URL(path, this.app.baseUrl), {
      ...init,
      redirect: 'manual',
      headers: { ...cookie, ...init.headers },
    });
    const set = /^__Host-sessie=([^;]*); (.*)$/.exec(response.headers.get('set-cookie') ?? '');
    if (set !== null) this.cookie = set[2]!.includes('Max-Age=0') ? null : set[1]!;
    return response;
  }
}

/** A page as somebody with a token gets it. */
export function askPage(app: TestApp, as: TestPerson, path: string): Promise<Response> {
  return app.ask('GET', path, { as, headers: HTML });
}

/** What stands on a page; throws when there is none. */
export async function pageOf(app: TestApp, as: TestPerson, path: string): Promise<string> {
  const response = await askPage(app, as, path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return await response.text();
}

/** Sends a form as somebody with a token; with files as `filledIn` makes it. */
export function postForm(
  app: TestApp,
  as: TestPerson,
  path: string,
  fields: Record<string, string> | [string, string][] | FormData,
): Promise<Response> {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  return app.ask('POST', path, { as, body, headers: HTML });
}

/** A form with files in one of its fields. */
export function filledIn(
  field: string,
  files: readonly Uint8Array[],
  typed: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  for (const file of files) form.append(field, new Blob([new Uint8Array(file)]), 'bestand.eml.xml');
  return form;
}

/** The `code` of a problem. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}
