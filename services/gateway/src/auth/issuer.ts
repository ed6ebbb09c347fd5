import { randomUUID } from 'node:crypto';
import { readJsonFile } from '@fairlead/service-kit';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { User } from './users';

/** Seconds a token lives; a session renews it while it is used. */
export const TOKEN_SECONDS = 3600;
/** Seconds after which a session ends, however busy. */
export const SESSION_SECONDS = 12 * 3600;

/** The built-in issuer of one machine: signs the tokens of seeded people and machine clients. */
export class Issuer {
  private readonly jwk: JWK;
  private readonly key: ReturnType<typeof importJWK>;

  constructor(
    readonly url: string,
    private readonly audience: string,
    keyFile: string,
  ) {
    this.jwk = readJsonFile(keyFile) as JWK;
    this.key = importJWK(this.jwk, 'EdDSA');
  }

  /** A person's token; `signedInAt` (seconds) is kept over renewals. */
  forUser = (user: User, signedInAt: number, now: number): Promise<string> =>
    this.sign(
      user.id,
      { name: user.displayName, roles: user.roles, rep: user.rep, team: user.team, auth_time: signedInAt },
      now,
    );

  forClient = (client: { id: string; roles: string[] }, now: number): Promise<string> =>
    this.sign(`client:${client.id}`, { name: client.id, roles: client.roles }, now);

  private async sign(subject: string, claims: Record<string, unknown>, now: number): Promise<string> {
    return new SignJWT(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)))
      .setProtectedHeader({ alg: 'EdDSA', kid: this.jwk.kid })
      .setIssuer(this.url)
      .setAudience(this.audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_SECONDS)
      .setJti(randomUUID())
      .sign(await this.key);
  }

  /** Public keys. */
  jwks(): { keys: JWK[] } {
    const { d: _private, ...publicKey } = this.jwk;
    return { keys: [{ ...publicKey, use: 'sig' }] };
  }

  /** OpenID discovery document. */
  discovery(): Record<string, unknown> {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/oauth/jwks.json`,
      token_endpoint: `${this.url}/oauth/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      response_types_supported: [],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['EdDSA'],
    };
  }
}
