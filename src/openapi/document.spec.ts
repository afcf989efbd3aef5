import { declared, refusalTexts } from '../app.module.js';
import { openApiDocument } from './document.js';

interface OperationJson {
  operationId: string;
  security: object[];
  parameters?: { name: string; in: string }[];
  responses: Record<
    string,
    { description?: string; headers?: object; content?: Record<string, { schema?: { $ref?: string } }> }
  >;
}
interface DocumentJson {
  openapi: string;
  info: { version: string; contact: object };
  servers: { url: string }[];
  paths: Record<string, Record<string, OperationJson>>;
  components: { schemas: Record<string, object> };
}

const routes = declared().filter((each) => each.kind === 'api');
const document = openApiDocument({
  routes,
  baseUrl: 'https://overdracht.example.nl',
  helpdeskPhone: '070 - 123 45 67',
  email: 'helpdesk@example.nl',
  texts: refusalTexts(),
}) as unknown as DocumentJson;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe('the OpenAPI document', () => {
  it('describes every route under /v1, and no other', () => {
    const under = declared().filter(({ path }) => path === '/v1' || path.startsWith('/v1/'));
    expect(routes.map(named)).toEqual(under.map(named));
    // the address of the interface itself is the document's server
    expect(operations).toHaveLength(routes.filter(({ path }) => path !== '/v1').length);
  });

  it('is OpenAPI 3.1 with version, contact and a server that names the major version', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(document.info.contact).toEqual({
      name: 'Helpdesk, telefoon 070 - 123 45 67',
      email: 'helpdesk@example.nl',
      url: 'https://overdracht.example.nl',
    });
    expect(document.servers).toEqual([{ url: 'https://overdracht.example.nl/v1' }]);
  });

  it.each(operations)('$method $path keeps the NL API Design Rules', ({ path, operation }) => {
    expect(path).not.toMatch(/\/$/);
    for (const segment of path.split('/').filter((part) => part !== '' && !part.startsWith('{')))
      expect(segment).toMatch(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
    for (const { name } of (operation.parameters ?? []).filter((parameter) => parameter.in === 'query'))
      expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
    for (const [status, { headers, content }] of Object.entries(operation.responses)) {
      expect(headers).toHaveProperty('API-Version');
      if (!/^[23]/.test(status))
        expect(content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } },
        });
    }
  });

  it('tells of every operation that another method is 405 with Allow, and when to ask again', () => {
    for (const { operation } of operations) {
      const { responses } = operation;
      expect(responses['405']?.headers).toHaveProperty('Allow');
      expect(responses['503']?.headers).toHaveProperty('Retry-After');
      if (operation.security.length > 0) expect(responses['401']?.headers).toHaveProperty('WWW-Authenticate');
    }
  });

  it('tells of every act for a body that the form may be of another hat (409) and the role over (403)', () => {
    const acts = operations.filter(
      ({ method, operation }) => operation.security.length > 0 && !['get', 'head'].includes(method),
    );
    expect(acts.length).toBeGreaterThan(10);
    for (const { operation } of acts) {
      expect(operation.responses['409']?.description).toContain('access.otherRole');
      expect(operation.responses['403']?.description).toContain('access.roleEnded');
    }
  });

  it('gives every operation a name of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every parameter of a path', () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  it('refers only to shapes that are there, and holds no shape for nothing', () => {
    const text = JSON.stringify(document);
    const used = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name!));
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(text).not.toMatch(/"\$schema"|__shared|"\$defs"/);
  });

  it('tells a program what a wrong announcement misses', () => {
    const post = document.paths['/leveringen']?.['post'] as unknown as {
      requestBody: { content: { 'application/json': { schema: { required: string[] } } } };
    };
    expect(post.requestBody.content['application/json'].schema.required).toEqual(['verkiezing', 'bestanden']);
  });
});
