import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Service } from '../service.js';
import { sessionKeyOf } from '../session/session-cookie.js';
import { callerWithKey } from './caller-with-key.js';
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
    if (openScope === null) return this.keyHolder(request);
    const actor = `sample-user:${sampleUserOf(request)}`;
    return { actor, holder: actor, role: 'sample', scope: openScope };
  }

  private async keyHolder(request: Request): Promise<Caller | undefined> {
    const [, bearer] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.get('Authorization') ?? '') ?? [];
    return callerWithKey(this.service, bearer ?? sessionKeyOf(request));
  }
}
