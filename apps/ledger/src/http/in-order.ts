import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * Several middlewares as one, each called when the one before has called `next`; the first error ends them. The router makes a
 * layer of each that it is given, and what it does for a layer takes longer than most of them do.
 */
export function inOrder(...steps: readonly RequestHandler[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const from = (index: number): void => {
      const step = steps[index];
      if (step === undefined) {
        next();
        return;
      }
      void step(request, response, (error?: unknown) => {
        if (error === undefined) from(index + 1);
        else next(error);
      });
    };
    from(0);
  };
}
