import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { canonicalJson } from '#libs/canonical';
import { complaintOf } from './complaints.js';
import { languageOf } from './language.js';
import { type Complaint, problemOf, type ProblemPlace } from './problem.js';
import type { Service } from '../service.js';
import { contextOf } from './request-context.js';

/** The one place where an error becomes an answer: RFC 9457, in the language that the request prefers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly service: Pick<Service, 'logger' | 'metrics'>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { id } = contextOf(request);
    const complaint = placedIn(request, complaintOf(error));
    const language = languageOf(request);
    const problem = problemOf(complaint, id, language);
    const { logger, metrics } = this.service;
    metrics.refused(problem.code);
    if (problem.status >= 500) logger.error({ requestId: id, code: problem.code, err: error }, 'failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set({ ...complaint.headers, 'Cache-Control': 'no-store', 'Content-Language': language })
      .vary('Accept-Language')
      .type('application/problem+json')
      .send(canonicalJson(problem));
  }
}

/** A request without a body has parameters where the use cases, which know of no HTTP, say pointers. */
function placedIn({ method }: Request, complaint: Complaint): Complaint {
  if (method === 'POST' || complaint.errors === undefined) return complaint;
  const errors = complaint.errors.flatMap(({ pointer, ...place }): ProblemPlace[] => {
    if (pointer === undefined) return [place];
    return pointer === '' ? [] : [{ ...place, parameter: pointer.slice(1) }];
  });
  return { ...complaint, errors };
}
