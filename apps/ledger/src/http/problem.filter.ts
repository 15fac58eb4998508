import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Service } from '../service.js';
import { languageOf } from './language.js';
import { problemFor } from './problem-for.js';
import { RETRY_AFTER_SECONDS } from './problem-types.js';

/** The one place where an error becomes an answer: RFC 9457, in the language that the request prefers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly service: Pick<Service, 'logger' | 'metrics'>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { problem, text, complaint } = problemFor(error, request, this.service);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set(problem.status === 503 ? { 'Retry-After': String(RETRY_AFTER_SECONDS) } : {})
      .set({ ...complaint.headers, 'Cache-Control': 'no-store', 'Content-Language': languageOf(request) })
      .vary('Accept-Language')
      .type('application/problem+json')
      .send(text);
  }
}
