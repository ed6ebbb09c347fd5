import { z } from 'zod';
import type { Route } from '../http/api-router';
import { type JsonSchema, ProtoSchemas } from './proto-schemas';

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: PROBLEM } },
});
const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

/** The OpenAPI 3.1 document, made of the same definitions that serve the routes. */
export function openApiDocument(routes: Route[], url: string): Record<string, unknown> {
  const schemas = new ProtoSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const definition of routes) {
    const path = `/api/v1${definition.path}`;
    paths[path] = { ...paths[path], [definition.method]: operation(definition, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fairlead',
      version: '1',
      description: 'Customers, leads, clocks and public pools. Commands are idempotent by their Idempotency-Key.',
    },
    servers: [{ url }],
    security: [{ bearer: [] }, { session: [] }],
    paths: { ...paths, ...extraPaths() },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: 'fairlead_session' },
      },
      schemas: { ...schemas.components, Problem: PROBLEM_SCHEMA },
    },
  };
}

function operation(definition: Route, schemas: ProtoSchemas): Record<string, unknown> {
  const { summary, tag, body, status = 200, upload, download } = definition;
  const file = { 'application/octet-stream': {} };
  const content = download ? { [download.contentType]: {} } : json(answerSchema(definition, schemas));
  return {
    summary,
    tags: [tag],
    operationId: operationId(definition),
    parameters: [...pathParameters(definition.path), ...queryParameters(definition), ...headers(definition)],
    ...(body ? { requestBody: { required: true, content: json(inputSchema(body)) } } : {}),
    ...(upload ? { requestBody: { required: true, content: file } } : {}),
    responses: {
      [status]: { description: 'The answer.', content },
      400: problem('The input has faults; each is named.'),
      401: problem('No valid token.'),
      403: problem('Not allowed.'),
      404: problem('Not there, or out of scope.'),
      409: problem('The state of the record does not allow it, or it was changed meanwhile.'),
      429: problem('Too many requests.'),
      503: problem('A service is not available; the same request may be sent again.'),
    },
  };
}

const operationId = ({ method, path }: Route) =>
  `${method}${path.replace(/[{}]/g, '').replace(/[/:-](\w)/g, (_, letter: string) => letter.toUpperCase())}`;

function answerSchema({ answer }: Route, schemas: ProtoSchemas): JsonSchema {
  if (typeof answer === 'string') return schemas.reference(answer);
  return answer ? (z.toJSONSchema(answer, { io: 'output', unrepresentable: 'any' }) as JsonSchema) : { type: 'object' };
}

const inputSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return rest;
};

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters({ query }: Route) {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query) as { properties?: object; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headers({ command, ifMatch }: Route) {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(command ? [header('Idempotency-Key', true, 'UUID; the same key with the same body answers the same.')] : []),
    ...(ifMatch ? [header('If-Match', ifMatch === 'required', 'The etag that was read.')] : []),
  ];
}

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; what programs go by.' },
    detail: { type: 'string' },
    faults: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, description: { type: 'string' } } },
    },
    metadata: { type: 'object', additionalProperties: { type: 'string' } },
    errorId: { type: 'string' },
  },
};

const surveyToken = [{ name: 'token', in: 'path', required: true, schema: { type: 'string' } }];

/** Signing in, surveys and live events are served beside the route definitions. */
const extraPaths = () => ({
  '/api/v1/surveys/{token}': {
    get: {
      summary: 'What the link of a survey asks about; no sign-in.',
      tags: ['Surveys'],
      security: [],
      parameters: surveyToken,
      responses: { 200: { description: 'The subject line.' }, 404: problem('The link is wrong or has run out.') },
    },
    post: {
      summary: "Records the customer's rating, once; no sign-in.",
      tags: ['Surveys'],
      security: [],
      parameters: surveyToken,
      requestBody: {
        required: true,
        content: json({
          type: 'object',
          required: ['csat'],
          properties: {
            csat: { type: 'integer', minimum: 1, maximum: 5 },
            nps: { type: 'integer', minimum: 0, maximum: 10 },
            comment: { type: 'string', maxLength: 2000 },
          },
        }),
      },
      responses: {
        200: { description: 'Recorded.' },
        400: problem('The input has faults; each is named.'),
        404: problem('The link is wrong or has run out.'),
        409: problem('It was rated before, with another answer.'),
      },
    },
  },
  '/api/v1/session': {
    post: {
      summary: 'Signs a person in; the answer sets the session cookie.',
      tags: ['Session'],
      security: [],
      requestBody: {
        required: true,
        content: json({
          type: 'object',
          required: ['username', 'password'],
          properties: { username: { type: 'string' }, password: { type: 'string' } },
        }),
      },
      responses: { 200: { description: 'Who signed in.' }, 401: problem('The name or the password is wrong.') },
    },
    get: { summary: 'Who is signed in.', tags: ['Session'], responses: { 200: { description: 'The user.' } } },
    delete: { summary: 'Signs out.', tags: ['Session'], responses: { 204: { description: 'Signed out.' } } },
  },
  '/api/v1/events': {
    get: {
      summary: 'Live events in scope as server-sent events; Last-Event-ID resumes.',
      tags: ['Events'],
      responses: { 200: { description: 'The stream.', content: { 'text/event-stream': {} } } },
    },
  },
});
