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

/** The console runs its own scripts and asks this server; of what is written into the page only styles with the nonce count. */
const ownPages = {
  'default-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

const forAnswers = headersWith(nothing);
const forViewer = headersWith(viewer);

/** Middleware: what a browser may do with an answer. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  const isViewer = /^\/docs(\/|$)/.test(request.path);
  (isViewer ? forViewer : forAnswers)(request, response, next);
}

/** The policy of the console's document. Its styles carry the nonce, which is another one in every response. */
export function consoleHeaders(nonce: string): Readonly<Record<string, string>> {
  const directives = { ...ownPages, 'style-src': `'self' 'nonce-${nonce}'` };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`);
  return { 'Content-Security-Policy': policy.join('; ') };
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
