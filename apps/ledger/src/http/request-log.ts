import type { Logger } from 'pino';
import type { EndedRequest } from './ended-request.js';

/**
 * One line a request, with its own id and the pattern of its route instead of its URL. Member numbers, bodies, query
 * strings and headers are never written; the client's `Correlation-Id`, which may hold anything it chose, goes into the
 * metadata of the events only.
 */
export function logRequests(logger: Logger): (ended: EndedRequest) => void {
  return ({ id, method, route, status, seconds }) => {
    const fields = { requestId: id, method, route, status, ms: Math.round(seconds * 10_000) / 10 };
    if (status >= 500) logger.error(fields, 'request');
    else if (probes.has(route)) logger.debug(fields, 'request');
    else logger.info(fields, 'request');
  };
}

/** Asked every few seconds by whoever watches the service. */
const probes = new Set(['/livez', '/readyz', '/metrics']);
