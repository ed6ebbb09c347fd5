import { readFileSync } from 'node:fs';
import { type CallContext, createServer, type Server, type ServerMiddlewareCall } from 'nice-grpc';
import { errorDetailsServerMiddleware } from 'nice-grpc-error-details';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';
import type { Principal, Role } from '../auth/principal';
import { hasRole } from '../auth/principal';
import type { TokenVerifier } from '../auth/tokens';
import { permissionDenied, unauthenticated } from '../errors/app-error';
import { errorMiddleware } from '../errors/grpc-errors';
import type { Logger } from '../log/logger';
import { measureCalls } from './measure-calls';

/** What a method learns of its caller. */
export interface CallerContext {
  principal: Principal;
  /** The caller's own token, to ask another service on the caller's behalf. */
  token: string;
}

/** Roles that may call a method; `any` means everybody with a valid token. */
export type MethodAccess = Record<string, readonly Role[] | 'any'>;

export interface ServedDefinition {
  readonly fullName: string;
  readonly methods: Record<string, { readonly name: string }>;
}

/** A service with the roles allowed per method (by proto name, e.g. `ClaimLead`). A method without entry is an error. */
export interface Served {
  definition: ServedDefinition;
  // biome-ignore lint/suspicious/noExplicitAny: the pairing with the definition is checked by `serve`.
  implementation: any;
  access: MethodAccess;
}

const PUBLIC = /^\/grpc\.(health|reflection)\./;

/** Verifies the bearer token and the method's roles before a handler runs. */
function authMiddleware(verifier: TokenVerifier, access: Map<string, readonly Role[] | 'any'>) {
  return async function* authenticate<Request, Response>(
    call: ServerMiddlewareCall<Request, Response, CallerContext>,
    context: CallContext,
  ) {
    const path = call.method.path;
    if (PUBLIC.test(path)) {
      return yield* call.next(call.request, { ...context, principal: NOBODY, token: '' } as CallContext &
        CallerContext);
    }
    const [, token] = /^Bearer (.+)$/i.exec(context.metadata.get('authorization') ?? '') ?? [];
    if (!token) throw unauthenticated('TOKEN_MISSING', 'A bearer token is required.');
    const principal = await verifier.verify(token);
    const allowed = access.get(path);
    if (allowed === undefined || (allowed !== 'any' && !hasRole(principal, ...allowed))) {
      throw permissionDenied(
        `This needs one of the roles: ${allowed === undefined ? 'none' : [...allowed].join(', ')}.`,
      );
    }
    return yield* call.next(call.request, Object.assign(context, { principal, token }));
  };
}

const NOBODY: Principal = { sub: '', name: '', roles: [] };

export interface GrpcServer {
  port: number;
  setServing(serving: boolean): void;
  /** Refuses new calls, lets running ones end for up to `graceMs`, then cuts them. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a server with authentication, typed errors, health and reflection (v1 and v1alpha). */
export async function startGrpcServer(options: {
  host: string;
  port: number;
  services: Served[];
  verifier: TokenVerifier;
  logger: Logger;
  /** Connections end after about this time, so that clients look up the addresses again and find new replicas. */
  maxConnectionAgeMs?: number;
}): Promise<GrpcServer> {
  const access = new Map<string, readonly Role[] | 'any'>();
  for (const { definition, access: roles } of options.services) {
    for (const method of Object.values(definition.methods)) {
      const allowed = roles[method.name];
      if (allowed === undefined) throw new Error(`${definition.fullName}/${method.name} has no access rule.`);
      access.set(`/${definition.fullName}/${method.name}`, allowed);
    }
  }
  const server: Server<CallerContext> = createServer({
    'grpc.max_connection_age_ms': options.maxConnectionAgeMs ?? 300_000,
    'grpc.max_connection_age_grace_ms': 20_000,
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 5000,
  })
    .use(measureCalls())
    .use(errorDetailsServerMiddleware)
    .use(errorMiddleware(options.logger))
    .use(authMiddleware(options.verifier, access));
  for (const { definition, implementation } of options.services)
    server.add(definition as never, implementation as never);
  const health = HealthState();
  server.add(HealthDefinition, HealthServiceImpl(health) as never);
  addReflection(server, [...options.services.map(({ definition }) => definition.fullName), 'grpc.health.v1.Health']);
  const setServing = (serving: boolean) => {
    for (const name of ['', ...options.services.map(({ definition }) => definition.fullName)]) {
      health.setStatus(serving ? 'healthy' : 'unhealthy', name);
    }
  };
  setServing(false);
  const port = await server.listen(`${options.host}:${options.port}`);
  return {
    port,
    setServing,
    async stop(graceMs = 8000) {
      setServing(false);
      const cut = setTimeout(() => server.forceShutdown(), graceMs);
      await server.shutdown();
      clearTimeout(cut);
    },
  };
}

/** Reflection by the descriptor image of the proto workspace; Python's client still asks for v1alpha. */
function addReflection(server: Server<CallerContext>, names: string[]): void {
  const image = readFileSync(require.resolve('@fairlead/proto/image.binpb'));
  const reflection = ServerReflection(image, names);
  server.add(ServerReflectionService as never, reflection as never);
  const alpha = Object.fromEntries(
    Object.entries(ServerReflectionService).map(([key, method]) => [
      key,
      { ...(method as { path: string }), path: (method as { path: string }).path.replace('.v1.', '.v1alpha.') },
    ]),
  );
  server.add(alpha as never, reflection as never);
}
