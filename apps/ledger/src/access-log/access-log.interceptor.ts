import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { ROUTE_ACCESS, type RouteAccess } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { isNewFact, isTelling, membersIn } from './members-shown.js';
import { ReadLog } from './read-log.js';

/**
 * Lets no answer of a route that shows members out before it stands in the access log who is shown to whom. A route whose
 * answer does not say whom it shows, and whose handler did not, fails.
 */
@Injectable()
export class AccessLogInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly reads: ReadLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const targets = [context.getHandler(), context.getClass()];
    const route = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, targets);
    if (route?.showsMembers !== true) return next.handle();
    // A fact is taken all the same: it stands in the ledger, which is what it is for.
    if (route.isMemberRead) this.reads.check();
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        const named = namedIn(request);
        if (isTelling(error) && named !== undefined) await this.reads.note(request, { members: [named] });
        throw error;
      }),
      mergeMap(async (result: unknown) => {
        await this.answered(request, result);
        return result;
      }),
    );
  }

  private async answered(request: Request, result: unknown): Promise<void> {
    if (this.reads.isNoted(request)) return;
    if (!(result instanceof Answer)) throw notNamed();
    if (isNewFact(result)) return;
    const named = namedIn(request);
    const members = membersIn(result.body) ?? (named === undefined ? undefined : [named]);
    if (members === undefined) throw notNamed();
    await this.reads.note(request, { members, coordinates: coordinatesOf(result) });
  }
}

/** The member that a request names, in its path or its body. */
function namedIn({ params, body }: Request): string | undefined {
  const { member } = params;
  if (member !== undefined) return String(member);
  const inBody = (body as { readonly member?: unknown } | undefined)?.member;
  return typeof inBody === 'string' ? inBody : undefined;
}

function coordinatesOf({ body }: Answer): { readonly on?: string; readonly position?: number } | undefined {
  return (body as { readonly coordinates?: { readonly on?: string; readonly position?: number } })
    .coordinates;
}

function notNamed(): Error {
  return new Error(
    'A route that shows members must say whom: its answer names none, and its handler noted none.',
  );
}
