import type { TestApp, TestPerson } from './app.js';

/** What a browser without script does for a person: follows links and sends forms, with a cookie and an Origin. */
export interface BrowserSession {
  get(path: string, accept?: string): Promise<Response>;
  /** Sends a form; FormData as multipart, a record as urlencoded. */
  post(path: string, form: FormData | Readonly<Record<string, string>>): Promise<Response>;
}

/** Signs in through the door of the rehearsal and puts on the person's hat. */
export async function browse(app: TestApp, person: TestPerson): Promise<BrowserSession> {
  const origin = app.baseUrl;
  const ask = (
    method: string,
    path: string,
    cookie: string | null,
    body?: FormData | URLSearchParams,
    accept = 'text/html',
  ) =>
    app.ask(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { accept, origin, ...(cookie === null ? {} : { cookie }) },
    });
  const { personId, hat } = person.actor;
  const signedIn = await ask('POST', '/inloggen/oefening', null, new URLSearchParams({ personId }));
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`signing in gave ${signedIn.status}`);
  const worn = await ask('POST', '/rol', cookie, new URLSearchParams({ hoed: hat.id, terug: '/' }));
  if (worn.status !== 303) throw new Error(`the hat gave ${worn.status}`);
  return {
    get: (path, accept) => ask('GET', path, cookie, undefined, accept),
    post: (path, form) =>
      ask('POST', path, cookie, form instanceof FormData ? form : new URLSearchParams(form)),
  };
}
