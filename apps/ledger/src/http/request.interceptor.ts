import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { defer, mergeAll, type Observable } from 'rxjs';
import { AccessLogInterceptor } from '../access-log/access-log.interceptor.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { JsonBodyInterceptor } from './json-body.interceptor.js';
import { NoUnknownQueryInterceptor } from './no-unknown-query.interceptor.js';

/**
 * What stands around every handler, as one interceptor: the framework binds an asynchronous context for each that it knows,
 * which takes as long as some of them do, and nothing here asks for that context.
 */
@Injectable()
export class RequestInterceptor implements NestInterceptor {
  /** The outermost first. */
  private readonly steps: readonly NestInterceptor[];

  constructor(
    answer: AnswerInterceptor,
    accessLog: AccessLogInterceptor,
    noUnknownQuery: NoUnknownQueryInterceptor,
    jsonBody: JsonBodyInterceptor,
  ) {
    this.steps = [answer, accessLog, noUnknownQuery, jsonBody];
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const chain = this.steps.reduceRight<CallHandler>(
      (inner, step) => ({ handle: () => defer(async () => step.intercept(context, inner)).pipe(mergeAll()) }),
      next,
    );
    return chain.handle();
  }
}
