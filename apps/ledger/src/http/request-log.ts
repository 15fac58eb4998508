import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './request-context.js';

/**
 * Middleware: one line a request, with its own id and the pattern of its route instead of its URL. Member numbers,
 * bodies, query strings and headers are never written; the client's `Correlation-Id`, which may hold anything it chose,
 * goes into the metadata of the events only.
 */
export function logRequests(
  logger: Logger,
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const { id } = contextOf(request);
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      const status = response.writableFinished ? response.statusCode : 499;
      const fields = {
        requestId: id,
        method: request.method,
        route: routeOf(request),
        status,
        ms,
      };
      if (status >= 500) logger.error(fields, 'request');
      else if (probes.has(fields.route)) logger.debug(fields, 'request');
      else logger.info(fields, 'request');
    });
    next();
  };
}

/** Asked every few seconds by whoever watches the service. */
const probes = new Set(['/livez', '/readyz']);

function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path : 'none';
}
