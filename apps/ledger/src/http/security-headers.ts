import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;

/** Answers of the API and pages of problems load nothing, run nothing and are framed by nobody. */
const nothing: Directives = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The viewer brings its own scripts, and styles that are partly written into its page; no other site is asked. */
const viewer: Directives = {
  ...nothing,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
};

const forAnswers = headersWith(nothing);
const forViewer = headersWith(viewer);

/** Middleware: what a browser may do with an answer. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  const isViewer = /^\/docs(\/|$)/.test(request.path);
  (isViewer ? forViewer : forAnswers)(request, response, next);
}

function headersWith(directives: Directives): ReturnType<typeof helmet> {
  const entries = Object.entries(directives).map(([name, sources]) => [name, [...sources]]);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(entries) as Record<string, string[]>,
    },
    // TLS, and so the promise to use it, belongs to the proxy in front.
    strictTransportSecurity: false,
  });
}
