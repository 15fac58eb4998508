import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { tellWhenEnded } from './ended-request.js';
import { contextOf, openContext } from './request-context.js';
import { logRequests } from './request-log.js';

test('a line of the log holds the own id and the route, and nothing that the client sent', () => {
  const headers: Readonly<Record<string, string>> = {
    'Correlation-Id': 'zhang-san-0591',
    Authorization: 'Bearer s',
  };
  const request = {
    method: 'GET',
    url: '/v1/members/P-0001?prefix=P-0001',
    originalUrl: '/v1/members/P-0001?prefix=P-0001',
    route: { path: '/v1/members/:member' },
    headers,
    get: (name: string) => headers[name],
  } as unknown as Request;
  const response = Object.assign(new EventEmitter(), {
    statusCode: 200,
    writableFinished: true,
    set: () => undefined,
  });
  const lines: unknown[] = [];
  const take = (fields: unknown): number => lines.push(fields);
  const logger = { info: take, error: take, debug: take } as unknown as Logger;

  openContext(request, response as unknown as Response, () => undefined);
  tellWhenEnded(logRequests(logger))(request, response as unknown as Response, () => undefined);
  response.emit('close');

  const { id, correlationId } = contextOf(request);
  expect(correlationId).toBe('zhang-san-0591');
  expect(lines).toEqual([
    { requestId: id, method: 'GET', route: '/v1/members/:member', status: 200, ms: expect.any(Number) },
  ]);
});

test.each([
  ['/metrics', 200, 'debug'],
  ['/readyz', 503, 'error'],
  ['/v1/members', 200, 'info'],
])('a request for %s that was answered %d is logged at level %s', (route, status, level) => {
  const levels: string[] = [];
  const take = (name: string) => (): number => levels.push(name);
  const logger = { info: take('info'), error: take('error'), debug: take('debug') } as unknown as Logger;
  logRequests(logger)({ id: '1', method: 'GET', route, status, seconds: 0.001 });
  expect(levels).toEqual([level]);
});
