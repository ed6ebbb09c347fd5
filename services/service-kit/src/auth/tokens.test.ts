import { SignJWT } from 'jose';
import { readJsonFile } from '../config/load-config';
import { makeTestAuth, type TestAuth } from '../testing';
import { ServiceTokens, TokenVerifier, trustedIssuers } from './tokens';

describe('TokenVerifier', () => {
  let auth: TestAuth;
  let verifier: TokenVerifier;
  beforeAll(async () => {
    auth = await makeTestAuth();
    verifier = new TokenVerifier(trustedIssuers({ ...auth.env, USER_AUDIENCE: 'fairlead' }));
  });

  it('accepts a person and gives the claims', async () => {
    const token = await auth.userToken({ sub: 'u1', name: 'Ann', roles: ['rep'], rep: 'r1', team: 't1' });
    expect(await verifier.verify(token)).toEqual({ sub: 'u1', name: 'Ann', roles: ['rep'], rep: 'r1', team: 't1' });
  });

  it('accepts a service, and renews its token', async () => {
    const tokens = ServiceTokens.fromFile('customer', auth.env.SERVICE_KEY_FILE);
    const token = await tokens.token();
    expect(await tokens.token()).toBe(token);
    expect(await tokens.token(Date.now() + 400_000)).not.toBe(token);
    expect(await verifier.verify(token)).toMatchObject({ sub: 'service:customer', roles: ['service'] });
  });

  it.each([
    ['TOKEN_EXPIRED', () => auth.expiredToken('u1')],
    ['TOKEN_SIGNATURE', () => auth.forgedToken({ sub: 'u1', roles: ['admin'] })],
    ['TOKEN_ALGORITHM', async () => auth.algNoneToken({ sub: 'u1', roles: ['admin'] })],
    ['TOKEN_MALFORMED', async () => 'nonsense'],
    [
      'TOKEN_ISSUER_UNKNOWN',
      () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuer('x').sign(new Uint8Array(32)),
    ],
  ])('refuses with %s', async (reason, make) => {
    await expect(verifier.verify(await make())).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason });
  });

  it('refuses a token of a shared-secret algorithm made from the public key', async () => {
    const { keys } = readJsonFile(auth.env.USER_JWKS_FILE) as { keys: unknown[] };
    const token = await new SignJWT({ roles: ['admin'] })
      .setProtectedHeader({ alg: 'HS256', kid: 'user' })
      .setIssuer(auth.env.USER_ISSUER)
      .setAudience('fairlead')
      .setSubject('u1')
      .setExpirationTime('1h')
      .sign(Buffer.from(JSON.stringify(keys[0]).padEnd(64)));
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'TOKEN_ALGORITHM' });
  });

  it('does not let a person be a service', async () => {
    const token = await auth.userToken({ sub: 'u1', roles: ['service', 'rep'], rep: 'r1' });
    expect((await verifier.verify(token)).roles).toEqual(['rep']);
  });

  it('does not remember a token beyond its expiry', async () => {
    const token = await auth.userToken({ sub: 'u1', roles: [] });
    await verifier.verify(token);
    await expect(verifier.verify(token, Date.now() + 3_700_000)).rejects.toMatchObject({ reason: 'TOKEN_EXPIRED' });
  });
});
