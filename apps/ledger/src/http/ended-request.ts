import type { NextFunction, Request, Response } from 'express';
import { contextOf } from './request-context.js';

/** What may be told of a request that is over: nothing of it comes from its URL, its headers or its body. */
export interface EndedRequest {
  /** Its own id, not one that the client sent. */
  readonly id: string;
  readonly method: string;
  /** The pattern of its route, `/v1/members/:member`; `none` where no route was found. */
  readonly route: string;
  /** 499 where the client went away before the answer was whole. */
  readonly status: number;
  readonly seconds: number;
}

/** Middleware: tells each listener of every request once it is over. It comes first, so that it sees all of them. */
export function tellWhenEnded(
  ...listeners: readonly ((ended: EndedRequest) => void)[]
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const ended: EndedRequest = {
        id: contextOf(request).id,
        method: request.method,
        route: routeOf(request),
        status: response.writableFinished ? response.statusCode : 499,
        seconds: (performance.now() - startedAt) / 1000,
      };
      for (const listener of listeners) listener(ended);
    });
    next();
  };
}

function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path : 'none';
}
