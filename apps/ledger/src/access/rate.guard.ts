import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Request } from 'express';
import { RequestProblem } from '../http/request-problem.js';
import { Service } from '../service.js';
import { callerOf } from './caller.js';
import { isFromThisMachine } from './sample-openness.js';

/** Second guard: so many requests a minute for each key, and for each address that shows no valid one. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  @Inject(Service) private readonly service!: Service;

  /** Whoever watches the service can always ask, however many others ask for something. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    return Promise.resolve(this.service.settings.requestsPerMinute === null || isWatcher(request));
  }

  /** In a sample ledger nobody has a key: whom a request names as its user does not count. */
  protected override getTracker(request: Request): Promise<string> {
    const caller = callerOf(request);
    const isKeyHolder = caller !== undefined && caller.role !== 'sample';
    return Promise.resolve(isKeyHolder ? caller.actor : `address:${request.socket.remoteAddress ?? ''}`);
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

/** A health check, or a scrape of the metrics; keys cannot be guessed there without limit either. */
function isWatcher(request: Request): boolean {
  const { path } = request;
  if (path === '/livez' || path === '/readyz') return true;
  return path === '/metrics' && (callerOf(request) !== undefined || isFromThisMachine(request));
}
