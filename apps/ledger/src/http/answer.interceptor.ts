import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { canonicalJson } from '#libs/canonical';
import { Service } from '../service.js';
import { Answer, headersOf } from './answer.js';

/**
 * Writes what a handler returned as canonical JSON (RFC 8785), so that the same answer is always the same bytes.
 * Express answers 304 where `If-None-Match` names the entity tag.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(private readonly service: Service) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((result: unknown) => {
        if (!(result instanceof Answer)) return result;
        // Written first: should that fail, the problem must not carry the headers of an answer.
        const { status, text = canonicalJson(result.body) } = result.options;
        if (status !== undefined) response.status(status);
        response.set({
          ...headersOf(result, this.service.sealingStatus?.position),
          'Cache-Control': 'private, no-cache',
        });
        response.type('application/json');
        return text;
      }),
    );
  }
}
