import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { mayDo } from '#libs/ledger';
import { RequestProblem } from '../http/request-problem.js';
import { type Caller, callerOf } from './caller.js';
import { PEOPLE, ROUTE_ACCESS, type RouteAccess } from './permissions.js';
import { isFromThisMachine } from './sample-openness.js';

/** Why a person may look at a member. */
export const PURPOSES = ['enquiry', 'dispute', 'correction', 'audit'] as const;

/** Last guard: nobody gets in whom the route does not name. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true {
    const targets = [context.getHandler(), context.getClass()];
    const route = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, targets);
    if (route?.action === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (route?.isOpenOnLoopback === true && isFromThisMachine(request)) return true;
    const caller = callerOf(request);
    if (caller === undefined) throw notAuthenticated;
    if (route === undefined || !mayCall(caller, route)) throw notAllowed;
    if (route.isMemberRead) checkPurpose(caller, request.get('Access-Purpose'));
    return true;
  }
}

function mayCall({ role }: Caller, { action }: RouteAccess): boolean {
  return action !== 'public' && (role === 'sample' || mayDo(role, action));
}

/** People say why they look at a member. In a sample ledger a missing purpose is taken as `sample`. */
export function saysPurpose({ role }: Caller): boolean {
  return role !== 'sample' && PEOPLE.includes(role);
}

/** Why a caller reads, for the access log; systems say it where they like, and in a sample ledger it is `sample`. */
export function purposeOf({ role }: Caller, said: string | undefined): string | null {
  return PURPOSES.find((each) => each === said) ?? (role === 'sample' ? 'sample' : null);
}

function checkPurpose(caller: Caller, purpose: string | undefined): void {
  if (!saysPurpose(caller)) return;
  if (!PURPOSES.some((each) => each === purpose)) throw purposeMissing;
}

/** Nobody is recognised. */
export const notAuthenticated = new RequestProblem(
  'not-authenticated',
  { zh: '请求没有带有效的密钥。', en: 'The request shows no valid key.' },
  {
    remedy: {
      zh: '以 Authorization: Bearer <密钥> 提交; 密钥由管理员签发。',
      en: 'Send Authorization: Bearer <key>; an administrator issues keys.',
    },
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
);

const notAllowed = new RequestProblem(
  'not-allowed',
  { zh: '该密钥的角色不能进行此操作。', en: 'The role of this key may not do this.' },
  { remedy: { zh: '换用有此权限的密钥。', en: 'Use a key whose role may.' } },
);

const purposeMissing = new RequestProblem(
  'purpose-missing',
  { zh: '查询参保人须说明目的。', en: 'Reading a member needs a purpose.' },
  {
    remedy: {
      zh: `请求头 Access-Purpose 取 ${PURPOSES.join('、')} 之一。`,
      en: `Send the header Access-Purpose: one of ${PURPOSES.join(', ')}.`,
    },
    errors: [{ header: 'Access-Purpose', code: 'purpose-missing' }],
  },
);
