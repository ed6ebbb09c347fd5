import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  type CallOptions,
  ChannelCredentials,
  type Client,
  type CompatServiceDefinition,
  createChannel,
  createClientFactory,
  Metadata,
} from 'nice-grpc';
import { errorDetailsClientMiddleware } from 'nice-grpc-error-details';
import type { Principal } from '../auth/principal';
import { AUDIENCE, SERVICE_ISSUER } from '../auth/tokens';
import { type BaseConfig, baseConfig, parseConfig } from '../config/load-config';

export { NeighbourLog } from './neighbour-log';
export { eventually, failureOf } from './outcomes';

const USER_ISSUER = 'http://issuer.test';

/** Keys and tokens of a made-up installation, for tests of services on real ports. */
export interface TestAuth {
  env: { SERVICE_KEY_FILE: string; USER_ISSUER: string; USER_JWKS_FILE: string };
  userToken(principal: Partial<Principal> & { sub: string }): Promise<string>;
  serviceToken(name: string): Promise<string>;
  expiredToken(sub: string): Promise<string>;
  /** Signed by a key that nobody trusts. */
  forgedToken(principal: Partial<Principal> & { sub: string }): Promise<string>;
  algNoneToken(principal: Partial<Principal> & { sub: string }): string;
}

/** Makes fresh keys in a temporary folder. */
export async function makeTestAuth(): Promise<TestAuth> {
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-auth-'));
  const make = () => generateKeyPair('EdDSA', { extractable: true });
  const [service, user, stranger] = await Promise.all([make(), make(), make()]);
  const write = (name: string, value: unknown) => {
    const path = join(dir, name);
    writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  };
  const env = {
    SERVICE_KEY_FILE: write('service-key.json', {
      ...(await exportJWK(service.privateKey)),
      kid: 'service',
      alg: 'EdDSA',
    }),
    USER_ISSUER,
    USER_JWKS_FILE: write('jwks.json', {
      keys: [{ ...(await exportJWK(user.publicKey)), kid: 'user', alg: 'EdDSA', use: 'sig' }],
    }),
  };
  const sign = (
    key: Parameters<SignJWT['sign']>[0],
    kid: string,
    issuer: string,
    { sub, ...claims }: Partial<Principal> & { sub: string },
    seconds = 3600,
  ) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ roles: [], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(sub)
      .setIssuedAt(now - 7200)
      .setExpirationTime(now + seconds)
      .setJti(randomUUID())
      .sign(key);
  };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    env,
    userToken: (principal) => sign(user.privateKey, 'user', USER_ISSUER, principal),
    serviceToken: (name) =>
      sign(service.privateKey, 'service', SERVICE_ISSUER, { sub: `service:${name}`, name, roles: ['service'] }),
    expiredToken: (sub) => sign(user.privateKey, 'user', USER_ISSUER, { sub, roles: ['admin'] }, -60),
    forgedToken: (principal) => sign(stranger.privateKey, 'user', USER_ISSUER, principal),
    algNoneToken: ({ sub, ...claims }) =>
      `${encode({ alg: 'none' })}.${encode({
        iss: USER_ISSUER,
        aud: AUDIENCE,
        sub,
        exp: Math.floor(Date.now() / 1000) + 3600,
        ...claims,
      })}.`,
  };
}

/** Configuration of a service under test: the test run's store, a database of its own, a free port. */
export function testConfig(auth: TestAuth, overrides: Record<string, string> = {}): BaseConfig {
  return parseConfig(baseConfig, {
    MONGODB_URI: process.env.TEST_MONGODB_URI,
    MONGODB_LOCAL_STORE: process.env.TEST_MONGODB_LOCAL_STORE ?? 'true',
    MONGODB_DATABASE: `test_${randomBytes(6).toString('hex')}`,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    ...auth.env,
    ...overrides,
  });
}

/** Metadata with a bearer token. */
export const callOptions = (token: string): CallOptions => ({
  metadata: Metadata({ authorization: `Bearer ${token}` }),
});

/** A plain client without retries or deadlines; calls carry the token unless their options give another. */
export function openTestClient<D extends CompatServiceDefinition>(
  definition: D,
  port: number,
  token?: string,
): Client<D> & { close(): void } {
  const channel = createChannel(`127.0.0.1:${port}`, ChannelCredentials.createInsecure());
  const client = createClientFactory()
    .use(errorDetailsClientMiddleware)
    .create(definition, channel, token ? { '*': callOptions(token) as never } : undefined);
  return Object.assign(client, { close: () => channel.close() });
}
