import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type RequestHandler, Router, static as serveStatic } from 'express';

const YEAR_MS = 365 * 86_400_000;

/** What a browser asks for by itself to keep the console as an app; never to be answered by the page. */
const APP_FILES = ['/sw.js', '/manifest.webmanifest', '/manifest.zh.webmanifest'];

/** The built console: hashed files are kept for a year, the page itself is asked for each time, and so is the service worker. */
export function consoleFiles(dir: string): Router {
  const router = Router();
  router.use('/assets', serveStatic(join(dir, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }));
  router.get(APP_FILES, serveStatic(dir, { index: false, fallthrough: false, setHeaders: askEachTime }));
  router.use(serveStatic(dir, { index: false, maxAge: 0 }));
  router.use(page(join(dir, 'index.html')));
  return router;
}

const askEachTime = (response: ServerResponse) => void response.setHeader('cache-control', 'no-cache');

/** Every address that a person opens is the page; its own router shows the rest. */
const page =
  (file: string): RequestHandler =>
  (request, response, next) => {
    if (request.method !== 'GET' || !request.accepts('html')) return next();
    response.set('cache-control', 'no-cache').sendFile(file);
  };
