import pg from 'pg';
import { startApp, type TestApp } from '../support/app.js';

describe('the application as a whole', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('answers 421 to any Host but its own', async () => {
    const { port } = new URL(app.baseUrl);
    const http = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      http
        .get(
          { host: 'localhost', port, path: '/v1/leveringen', headers: { host: 'evil.example' } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        )
        .on('error', reject);
    });
    expect(status).toBe(421);
  });

  it('says nothing of what it does not know, in problem+json with every header that matters', async () => {
    const response = await app.ask('GET', '/v1/bestaat-niet');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(response.headers.get('content-security-policy')).toMatch("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('api-version')).toBe('1.0.0');
    expect(await response.json()).toMatchObject({ code: 'request.notFound', status: 404 });
  });

  it('logs the attempt', async () => {
    const { rows } = await app.sql(
      "SELECT * FROM audit_event WHERE result = 'refused' AND code = 'request.notFound'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  it('lets the application add to the log and nobody change it', async () => {
    const client = new pg.Client({ connectionString: app.database.appUrl });
    await client.connect();
    try {
      await expect(client.query("UPDATE audit_event SET action = 'x'")).rejects.toThrow('permission denied');
      await expect(client.query('DELETE FROM audit_event')).rejects.toThrow('permission denied');
      await expect(client.query('TRUNCATE audit_event')).rejects.toThrow('permission denied');
      await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
      await expect(client.query('CREATE SCHEMA mine')).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });
});
