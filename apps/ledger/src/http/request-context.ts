import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { containsPersonalIdentifier } from '#libs/enrollment';
import { malformedHeader } from './request-problem.js';

/** What is known of every request from its first moment. */
export interface RequestContext {
  /** A UUID: names the request in the log, and its problem (`instance`). */
  readonly id: string;
  /** Names the job of the client that the request belongs to; goes into the events' metadata. */
  readonly correlationId: string;
}

const contexts = new WeakMap<Request, RequestContext>();

/** The context of a request that went through `openContext`. */
export function contextOf(request: Request): RequestContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('The request has no context: openContext must come first.');
  return context;
}

/** First middleware: gives the request its id and takes the client's `Correlation-Id`. */
export function openContext(request: Request, response: Response, next: NextFunction): void {
  const id = randomUUID();
  const named = request.get('Correlation-Id');
  const isUsable = named === undefined || isOpaque(named);
  contexts.set(request, { id, correlationId: isUsable ? (named ?? id) : id });
  response.set('Request-Id', id);
  if (isUsable) next();
  else
    next(
      malformedHeader('Correlation-Id', {
        zh: '1 至 100 个字母、数字或 . _ : / -, 不含身份证件号码',
        en: '1 to 100 letters, digits or . _ : / -, and no identity number',
      }),
    );
}

/** True for a short token that names a thing and no person. */
export function isOpaque(token: string): boolean {
  return /^[\w.:/-]{1,100}$/.test(token) && !containsPersonalIdentifier(token);
}
