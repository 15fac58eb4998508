import type { Request } from 'express';
import { canonicalJson } from '#libs/canonical';
import type { Service } from '../service.js';
import { complaintOf } from './complaints.js';
import { languageOf } from './language.js';
import { type Complaint, type Problem, problemOf, type ProblemPlace } from './problem.js';
import { contextOf } from './request-context.js';

/** What an error becomes: the problem of a request with its bytes, counted and, where it is ours, logged. */
export function problemFor(
  error: unknown,
  request: Request,
  { logger, metrics }: Pick<Service, 'logger' | 'metrics'>,
): { readonly problem: Problem; readonly text: string; readonly complaint: Complaint } {
  const { id } = contextOf(request);
  const complaint = placedIn(request, complaintOf(error));
  const problem = problemOf(complaint, id, languageOf(request));
  metrics.refused(problem.code);
  if (problem.status >= 500) logger.error({ requestId: id, code: problem.code, err: error }, 'failed');
  return { problem, text: canonicalJson(problem), complaint };
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
