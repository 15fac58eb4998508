import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Service } from '../service.js';
import { type Caller, rememberCaller } from './caller.js';
import { sampleUserOf } from './sample-openness.js';

/** First guard: finds out who calls. It lets everyone pass; whether that is enough is for the access guard. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(private readonly service: Service) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.callerOf(request);
    if (caller !== undefined) rememberCaller(request, caller);
    return true;
  }

  /** True while the key of a long request still holds. */
  async isKnown(request: Request): Promise<boolean> {
    return (await this.callerOf(request)) !== undefined;
  }

  private async callerOf(request: Request): Promise<Caller | undefined> {
    const { openScope } = this.service;
    return openScope === null
      ? this.keyHolder(request)
      : { actor: `sample-user:${sampleUserOf(request)}`, role: 'sample' as const, scope: openScope };
  }

  private async keyHolder(request: Request): Promise<Caller | undefined> {
    const [, secret] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.get('Authorization') ?? '') ?? [];
    if (secret === undefined) return undefined;
    const principal = await this.service.ledger.access.authenticate(secret);
    if (principal === undefined) return undefined;
    const { keyId, role, regions } = principal;
    return { actor: `key:${keyId}`, role, scope: { regions } };
  }
}
