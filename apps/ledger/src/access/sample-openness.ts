import type { NextFunction, Request, Response } from 'express';
import { RequestProblem, malformedHeader } from '../http/request-problem.js';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a region that no real one can be: its code is of the samples, and it says so. */
export function isSampleRegion({
  code,
  sample,
}: {
  readonly code: string;
  readonly sample: boolean;
}): boolean {
  return sample && /^3599\d\d$/.test(code);
}

/** True for an address that only this machine can reach. */
export function isLoopback(address: string): boolean {
  return /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/.test(address);
}

/** True where the connection itself comes from this machine. What a header says of an earlier hop counts for nothing. */
export function isFromThisMachine({ socket }: Request): boolean {
  return isLoopback(socket.remoteAddress ?? '');
}

/** True where a request names its server by a name that only this machine has. */
export function isLoopbackName(request: Request): boolean {
  const host = (request.get('Host') ?? '').toLowerCase().replace(/:\d+$/, '');
  return loopbackHosts.has(host);
}

/**
 * Middleware of a sample ledger, which asks for no key: it answers only this machine, and only under a loopback name,
 * so that a page of another site cannot reach it through a name that resolves to 127.0.0.1.
 */
export function refuseStrangers(request: Request, _response: Response, next: NextFunction): void {
  if (isFromThisMachine(request) && isLoopbackName(request)) next();
  else
    next(
      new RequestProblem(
        'not-allowed',
        {
          zh: '示例账本只在本机以 localhost 或 127.0.0.1 访问。',
          en: 'A sample ledger is open only on this machine, as localhost or 127.0.0.1.',
        },
        {
          remedy: {
            zh: '在本机访问, 或以 canbao serve --data 运行正式账本。',
            en: 'Call it from this machine, or run a real ledger: canbao serve --data.',
          },
        },
      ),
    );
}

/** The number of the sample user who makes the request (`Sample-User: 07`); 01 where none is named. */
export function sampleUserOf(request: Request): string {
  const user = request.get('Sample-User') ?? '01';
  if (/^\d{2}$/.test(user)) return user;
  throw malformedHeader('Sample-User', { zh: '两位数字, 如 07', en: 'two digits, such as 07' });
}
