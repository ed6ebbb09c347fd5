import { type Response, Router, static as serveStatic } from 'express';
import { getAbsoluteFSPath } from 'swagger-ui-dist';

const INITIALIZER = `window.ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  requestInterceptor: (request) => { request.headers['x-requested-with'] = 'fairlead'; return request; },
});
`;

/** The OpenAPI page, from files of this server alone. */
export function docsPage(document: Record<string, unknown>): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response: Response) => void response.json(document));
  router.get('/docs/swagger-initializer.js', (_request, response: Response) => {
    response.type('text/javascript').send(INITIALIZER);
  });
  router.use('/docs', serveStatic(getAbsoluteFSPath()));
  return router;
}
