import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importJWK, type JWK, SignJWT } from 'jose';
import { secretFiles } from './secrets';

/** A token as the built-in issuer of a local platform would sign it; for tests and measurements on one machine. */
export async function issuedToken(
  platform: { url: string; dataDir: string },
  { sub, ...claims }: { sub: string } & Record<string, unknown>,
  lifetime = '1h',
): Promise<string> {
  const jwk = JSON.parse(readFileSync(secretFiles(platform.dataDir).issuerKey, 'utf8')) as JWK;
  return new SignJWT({ name: sub, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
    .setIssuer(platform.url)
    .setAudience('fairlead')
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .setJti(randomUUID())
    .sign(await importJWK(jwk, 'EdDSA'));
}
