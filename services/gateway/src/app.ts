import { type Logger, TokenVerifier, trustedIssuers } from '@fairlead/service-kit';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { authenticate, callerOf, type SessionParts } from './auth/authenticate';
import { Issuer } from './auth/issuer';
import { issuerRoutes, sessionRoutes } from './auth/routes';
import { Users } from './auth/users';
import type { Clients } from './clients';
import type { GatewayConfig } from './config';
import { consoleFiles } from './console-files';
import { Directory } from './directory';
import { apiRouter } from './http/api-router';
import { measureRequests } from './http/measure-requests';
import { HttpError, problemHandler, sendProblem } from './http/problems';
import { liveEvents } from './live/live-events';
import { docsPage } from './openapi/docs-page';
import { openApiDocument } from './openapi/document';
import { availability, readiness } from './readiness';
import { allRoutes } from './routes';
import { surveyRoutes } from './routes/surveys';

const BODY_LIMIT = '1mb';

/** The end of a process in two steps: it is not ready any more, then its live streams end. */
export interface Ending {
  draining: AbortSignal;
  closing: AbortSignal;
}

/** The whole HTTP surface. */
export function createApp(config: GatewayConfig, clients: Clients, logger: Logger, ending: Ending): Express {
  const session = sessionParts(config);
  const routes = allRoutes({ clients, directory: new Directory(clients.organization, session.users) });
  const app = express();
  app.set('trust proxy', config.TRUST_PROXY ? 1 : false);
  app.disable('x-powered-by');
  app.use(securityHeaders(config.PUBLIC_URL));
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', readiness(clients, ending.draining));
  app.get('/statusz', availability(clients));
  app.use(measureRequests(ending.draining));
  app.use(
    compression({
      filter: (request, response) => request.path !== '/api/v1/events' && compression.filter(request, response),
    }),
  );
  app.use(cookieParser());
  app.use(issuerRoutes(session));
  app.use('/api', docsPage(openApiDocument(routes, config.PUBLIC_URL)));
  app.use('/api/v1', express.json({ limit: BODY_LIMIT }), sessionRoutes(session));
  app.use('/api/v1', surveyRoutes(clients), authenticate(session));
  app.use('/api/v1', callerRateLimit(config.RATE_LIMIT_PER_MINUTE));
  app.get('/api/v1/events', liveEvents(clients, logger, ending.closing));
  app.use('/api/v1', apiRouter(routes));
  app.use('/api', (request) => {
    throw new HttpError(404, 'ROUTE_NOT_FOUND', `There is no ${request.method} ${request.originalUrl.split('?')[0]}.`);
  });
  if (config.CONSOLE_DIR) app.use(consoleFiles(config.CONSOLE_DIR));
  app.use((_request, response) => sendProblem(response, 404, 'NOT_FOUND', 'There is nothing here.'));
  app.use(problemHandler(logger));
  return app;
}

function sessionParts(config: GatewayConfig): SessionParts {
  const issuer = config.ISSUER_KEY_FILE
    ? new Issuer(config.USER_ISSUER, config.USER_AUDIENCE, config.ISSUER_KEY_FILE)
    : undefined;
  const users = config.USERS_FILE ? new Users(config.USERS_FILE) : undefined;
  return { verifier: new TokenVerifier(trustedIssuers(config)), publicUrl: config.PUBLIC_URL, issuer, users };
}

/** Everything comes from this server; antd and Swagger UI write their styles into the page. */
const securityHeaders = (publicUrl: string) =>
  helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: publicUrl.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });

const callerRateLimit = (perMinute: number) =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => callerOf(request).principal.sub,
    handler: (_request, response) =>
      sendProblem(response, 429, 'TOO_MANY_REQUESTS', 'Too many requests; wait a minute.'),
  });
