import { AppError, type Principal, type TokenVerifier } from '@fairlead/service-kit';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { decodeJwt } from 'jose';
import { HttpError } from '../http/problems';
import { type Issuer, SESSION_SECONDS, TOKEN_SECONDS } from './issuer';
import type { Users } from './users';

export const COOKIE = 'fairlead_session';
const RENEW_AFTER_SECONDS = 600;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who calls, with the token that is passed on to the services. */
export interface Caller {
  principal: Principal;
  token: string;
}

declare module 'express-serve-static-core' {
  interface Request {
    caller?: Caller;
  }
}

export interface SessionParts {
  verifier: TokenVerifier;
  publicUrl: string;
  issuer?: Issuer;
  users?: Users;
}

/** The caller; every route behind `authenticate` has one. */
export function callerOf(request: Request): Caller {
  if (!request.caller) throw new AppError('UNAUTHENTICATED', 'TOKEN_MISSING', 'Sign in first.');
  return request.caller;
}

export function setSessionCookie(response: Response, token: string, publicUrl: string): void {
  response.cookie(COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    maxAge: TOKEN_SECONDS * 1000,
  });
}

/** Verifies a bearer token or the session cookie; cookies are renewed while they are used. */
export function authenticate(parts: SessionParts): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const cookie = (request.cookies as Record<string, string | undefined>)[COOKIE];
    const token = bearer ?? cookie;
    if (!token) throw new AppError('UNAUTHENTICATED', 'TOKEN_MISSING', 'Sign in first.');
    if (!bearer) refuseForeignOrigin(request, parts.publicUrl);
    const principal = await parts.verifier.verify(token);
    request.caller = { principal, token };
    if (!bearer) await renew(parts, token, response);
    next();
  };
}

/** A cookie alone must not be enough: another site can make a browser send it, but not this header. */
export function refuseForeignOrigin(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method)) return;
  const origin = request.get('origin');
  const sameOrigin =
    !origin || origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.get('host')}`;
  if (request.get('x-requested-with') !== 'fairlead' || !sameOrigin) {
    throw new HttpError(403, 'CSRF', 'This request does not come from the console.');
  }
}

async function renew({ issuer, users, publicUrl }: SessionParts, token: string, response: Response): Promise<void> {
  const { iat = 0, sub = '', auth_time: signedIn } = decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  if (!issuer || !users || typeof signedIn !== 'number' || now - iat < RENEW_AFTER_SECONDS) return;
  const user = users.byId(sub);
  if (!user || now - signedIn > SESSION_SECONDS) return;
  setSessionCookie(response, await issuer.forUser(user, signedIn, now), publicUrl);
}
