import { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import type { Clients } from '../clients';
import { toJson } from '../http/json';
import { sendProblem } from '../http/problems';

const rating = z.strictObject({
  csat: z.int32(),
  nps: z.int32().optional(),
  comment: z.string().default(''),
});

/**
 * What a customer answers without signing in: the link is the key. It is asked of follow-up in the name of the gateway, and
 * tells nothing but the subject line.
 */
export function surveyRoutes({ cases }: Pick<Clients, 'cases'>): Router {
  const router = Router();
  router.use(
    '/surveys',
    rateLimit({
      windowMs: 60_000,
      limit: 60,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      validate: false,
      handler: (_request, response) =>
        sendProblem(response, 429, 'TOO_MANY_REQUESTS', 'Too many requests; wait a minute.'),
    }),
  );
  router.get('/surveys/:token', async ({ params }: Request, response: Response) => {
    const survey = await cases.getSurvey({ token: params.token as string });
    response.set('cache-control', 'no-store').json(toJson(survey));
  });
  router.post('/surveys/:token', async ({ params, body }: Request, response: Response) => {
    const given = rating.parse(body ?? {});
    response.json(toJson(await cases.rateCase({ token: params.token as string, ...given })));
  });
  return router;
}
