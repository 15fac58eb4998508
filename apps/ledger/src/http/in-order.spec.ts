import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { inOrder } from './in-order.js';

const request = new IncomingMessage(new Socket()) as Request;
const response = new ServerResponse(request) as Response;

test('goes through all, then on', () => {
  const seen: string[] = [];
  const step =
    (name: string): RequestHandler =>
    (_request, _response, next) => {
      seen.push(name);
      next();
    };
  inOrder(step('one'), step('two'))(request, response, () => seen.push('on'));
  expect(seen).toEqual(['one', 'two', 'on']);
});

test('an error ends them, and is handed on', () => {
  const failure = new Error('no');
  const seen: unknown[] = [];
  const failing: RequestHandler = (_request, _response, next) => {
    next(failure);
  };
  const later: RequestHandler = () => {
    seen.push('later');
  };
  inOrder(failing, later)(request, response, (error: unknown) => seen.push(error));
  expect(seen).toEqual([failure]);
});
