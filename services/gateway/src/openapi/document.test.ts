import { allRoutes } from '../routes';
import { openApiDocument } from './document';

const routes = allRoutes({ clients: {} as never, directory: {} as never });
const document = openApiDocument(routes, 'http://127.0.0.1:8080') as {
  paths: Record<string, Record<string, { operationId?: string; parameters?: { in: string; name: string }[] }>>;
  components: { schemas: Record<string, unknown> };
};

describe('the OpenAPI document', () => {
  it('documents every route once, with its own operation id', () => {
    const served = routes.map(({ method, path }) => `${method} /api/v1${path}`);
    expect(new Set(served).size).toBe(served.length);
    for (const { method, path } of routes) expect(document.paths[`/api/v1${path}`]?.[method]).toBeDefined();
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(routes.length);
  });
  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name as string,
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
  it('names the parameters of every path', () => {
    for (const { method, path } of routes) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const documented = document.paths[`/api/v1${path}`]?.[method]?.parameters ?? [];
      expect(documented.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
    }
  });
  it('asks for an Idempotency-Key for everything that creates or changes a record', () => {
    const without = routes.filter(({ method, command }) => method !== 'get' && !command).map(({ path }) => path);
    // Looking for something, looking ahead, building an index, orders known by their references, marking as read, what is dead: the
    // same however often.
    expect(without).toEqual([
      '/lookup:rebuild',
      '/leads:findDuplicates',
      '/playbook/stages/{id}:preview',
      '/handovers:preview',
      '/orders:import',
      '/calendars/{id}:preview',
      '/clock-policies/{id}:preview',
      '/notifications:mark',
      '/deliveries:retry',
      '/message-templates/{kind}/{channel}/{locale}:preview',
    ]);
  });
});
