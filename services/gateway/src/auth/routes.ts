import { AppError } from '@fairlead/service-kit';
import { Router, urlencoded } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { HttpError, sendProblem } from '../http/problems';
import {
  authenticate,
  COOKIE,
  callerOf,
  refuseForeignOrigin,
  type SessionParts,
  setSessionCookie,
} from './authenticate';
import { TOKEN_SECONDS } from './issuer';
import type { User } from './users';

const signIn = z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(500) });
const tokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(500).optional(),
});

const view = ({ id, username, displayName, roles, rep, team, locale, timeZone }: User) => ({
  id,
  username,
  displayName,
  roles,
  rep,
  team,
  locale,
  timeZone,
});

const tooMany = (limit: number, key: (name: string, ip: string) => string) =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => key(String((request.body as { username?: unknown })?.username ?? ''), request.ip ?? ''),
    validate: false,
    skipSuccessfulRequests: true,
    handler: (_request, response) =>
      sendProblem(response, 429, 'TOO_MANY_SIGN_INS', 'Too many attempts; wait a minute.'),
  });

/** Sign in, who am I, sign out. */
export function sessionRoutes(parts: SessionParts): Router {
  const router = Router();
  router.post(
    '/session',
    tooMany(10, (name, ip) => `${name}|${ip}`),
    async (request, response) => {
      refuseForeignOrigin(request, parts.publicUrl);
      const { username, password } = signIn.parse(request.body);
      const user = await parts.users?.signIn(username, password);
      if (!user || !parts.issuer) throw new HttpError(401, 'WRONG_CREDENTIALS', 'The name or the password is wrong.');
      const now = Math.floor(Date.now() / 1000);
      setSessionCookie(response, await parts.issuer.forUser(user, now, now), parts.publicUrl);
      response.json({ user: view(user) });
    },
  );
  router.get('/session', authenticate(parts), (request, response) => {
    const { principal } = callerOf(request);
    const user = parts.users?.byId(principal.sub);
    const { sub, name, roles, rep, team } = principal;
    response.json({
      user: user
        ? view(user)
        : { id: sub, username: sub, displayName: name, roles, rep, team, locale: 'en', timeZone: 'UTC' },
    });
  });
  router.delete('/session', (request, response) => {
    refuseForeignOrigin(request, parts.publicUrl);
    response.clearCookie(COOKIE, { path: '/' }).status(204).end();
  });
  return router;
}

/** Discovery, keys and tokens for machine clients. */
export function issuerRoutes({ issuer, users }: SessionParts): Router {
  const router = Router();
  if (!issuer || !users) return router;
  router.get('/.well-known/openid-configuration', (_request, response) => void response.json(issuer.discovery()));
  router.get('/oauth/jwks.json', (_request, response) => void response.json(issuer.jwks()));
  router.post(
    '/oauth/token',
    urlencoded({ extended: false, limit: '8kb' }),
    tooMany(60, (_, ip) => ip),
    async (request, response) => {
      const body = tokenRequest.parse(request.body ?? {});
      const basic = /^Basic (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
      const [id = '', secret = ''] = basic
        ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
        : [body.client_id, body.client_secret];
      const client = await users.client(id, secret);
      if (!client) throw new AppError('UNAUTHENTICATED', 'WRONG_CREDENTIALS', 'The client or its secret is wrong.');
      const token = await issuer.forClient(client, Math.floor(Date.now() / 1000));
      response
        .set('cache-control', 'no-store')
        .json({ access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS });
    },
  );
  return router;
}
