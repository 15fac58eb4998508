import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Request } from 'express';
import { RequestProblem } from '../http/request-problem.js';
import { callerOf } from './caller.js';

/** Second guard: so many requests a minute for each key, and for each address that shows no valid one. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  /** A sample ledger is one person's own; its limits are those of the machine. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(callerOf(context.switchToHttp().getRequest<Request>())?.role === 'sample');
  }

  protected override getTracker(request: Request): Promise<string> {
    return Promise.resolve(callerOf(request)?.actor ?? `address:${request.socket.remoteAddress ?? ''}`);
  }

  /** One limit for all routes together. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override throwThrottlingException(): Promise<void> {
    throw new RequestProblem(
      'rate-limited',
      { zh: '一分钟内的请求数已达上限。', en: 'The limit of requests a minute is reached.' },
      { remedy: { zh: '按 Retry-After 等待后重试。', en: 'Wait as Retry-After says, then try again.' } },
    );
  }
}
