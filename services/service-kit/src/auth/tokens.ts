import { createHash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { readJsonFile } from '../config/load-config';
import { unauthenticated } from '../errors/app-error';
import type { Principal, Role } from './principal';

export const SERVICE_ISSUER = 'fairlead-services';
export const AUDIENCE = 'fairlead';
/** Asymmetric algorithms only: `none` and shared-secret algorithms are refused whatever the token says. */
const ALGORITHMS = ['EdDSA', 'RS256', 'ES256', 'PS256'];
const ROLES: readonly string[] = ['rep', 'partner', 'manager', 'operator', 'admin', 'service'] satisfies Role[];
const SERVICE_TOKEN_SECONDS = 600;
const CACHE_SIZE = 2000;

type Key = Awaited<ReturnType<typeof importJWK>>;

/** Signs the short-lived tokens with which a service calls another one. */
export class ServiceTokens {
  private cached?: { token: string; renewAt: number };

  constructor(
    private readonly service: string,
    private readonly key: Promise<Key>,
    private readonly kid: string | undefined,
  ) {}

  static fromFile(service: string, path: string): ServiceTokens {
    const jwk = readJsonFile(path) as JWK;
    return new ServiceTokens(service, importJWK(jwk, 'EdDSA'), jwk.kid);
  }

  /** A token valid for at least five more minutes. */
  async token(now = Date.now()): Promise<string> {
    if (this.cached && now < this.cached.renewAt) return this.cached.token;
    const token = await new SignJWT({ roles: ['service'], name: this.service })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.kid })
      .setIssuer(SERVICE_ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(`service:${this.service}`)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(now / 1000) + SERVICE_TOKEN_SECONDS)
      .sign(await this.key);
    this.cached = { token, renewAt: now + (SERVICE_TOKEN_SECONDS * 1000) / 2 };
    return token;
  }
}

/** An issuer whose tokens are accepted. */
export interface TrustedIssuer {
  issuer: string;
  audience: string;
  keys: JWTVerifyGetKey;
  /** Whether its tokens may carry the role `service`. */
  services: boolean;
}

/** Builds the issuers from configuration: the installation's services and its user issuer. */
export function trustedIssuers(config: {
  SERVICE_KEY_FILE: string;
  USER_ISSUER: string;
  USER_AUDIENCE: string;
  USER_JWKS_FILE?: string;
  USER_JWKS_URI?: string;
}): TrustedIssuer[] {
  const { d: _private, ...publicKey } = readJsonFile(config.SERVICE_KEY_FILE) as JWK;
  const userKeys = config.USER_JWKS_FILE
    ? createLocalJWKSet(readJsonFile(config.USER_JWKS_FILE) as JSONWebKeySet)
    : config.USER_JWKS_URI
      ? createRemoteJWKSet(new URL(config.USER_JWKS_URI))
      : undefined;
  const services = {
    issuer: SERVICE_ISSUER,
    audience: AUDIENCE,
    keys: createLocalJWKSet({ keys: [publicKey] }),
    services: true,
  };
  return userKeys
    ? [services, { issuer: config.USER_ISSUER, audience: config.USER_AUDIENCE, keys: userKeys, services: false }]
    : [services];
}

/** Verifies bearer tokens; every fault is UNAUTHENTICATED with its reason. */
export class TokenVerifier {
  private readonly cache = new LRUCache<string, { principal: Principal; until: number }>({ max: CACHE_SIZE });

  constructor(private readonly issuers: TrustedIssuer[]) {}

  async verify(token: string, now = Date.now()): Promise<Principal> {
    const key = createHash('sha256').update(token).digest('base64');
    const hit = this.cache.get(key);
    if (hit && now < hit.until) return hit.principal;
    const issuer = this.issuerOf(token);
    const payload = await this.check(token, issuer, now);
    const principal = toPrincipal(payload, issuer);
    this.cache.set(key, { principal, until: (payload.exp as number) * 1000 });
    return principal;
  }

  private issuerOf(token: string): TrustedIssuer {
    let claimed: string | undefined;
    try {
      claimed = decodeJwt(token).iss;
    } catch {
      throw unauthenticated('TOKEN_MALFORMED', 'The token is not a JWT.');
    }
    const issuer = this.issuers.find((candidate) => candidate.issuer === claimed);
    if (!issuer) throw unauthenticated('TOKEN_ISSUER_UNKNOWN', 'The token is from an unknown issuer.');
    return issuer;
  }

  private async check(token: string, issuer: TrustedIssuer, now: number): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw unauthenticated('TOKEN_EXPIRED', 'The token has expired.');
      if (error instanceof errors.JOSEAlgNotAllowed) {
        throw unauthenticated('TOKEN_ALGORITHM', 'The token is signed by an algorithm that is not accepted.');
      }
      if (error instanceof errors.JWTClaimValidationFailed) {
        throw unauthenticated('TOKEN_CLAIMS', `The token's claim ${error.claim} is not accepted.`);
      }
      throw unauthenticated('TOKEN_SIGNATURE', 'The signature of the token does not hold.');
    }
  }
}

function toPrincipal(payload: JWTPayload, issuer: TrustedIssuer): Principal {
  const claimed = Array.isArray(payload.roles) ? payload.roles : [];
  const roles = claimed.filter((role): role is Role => ROLES.includes(role) && (role !== 'service' || issuer.services));
  const text = (claim: unknown) => (typeof claim === 'string' && claim !== '' ? claim : undefined);
  return {
    sub: payload.sub as string,
    name: text(payload.name) ?? (payload.sub as string),
    roles,
    rep: text(payload.rep),
    team: text(payload.team),
  };
}
