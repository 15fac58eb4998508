import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { RegionScope, Role } from '#libs/ledger';

/** Who makes a request, as far as the ledger needs to know: a number, never a name. */
export interface Caller {
  /** Goes into the metadata of what it appends: `key:3f…`, `sample-user:07`. */
  readonly actor: string;
  /** Whose key that is: the first of the keys that replaced each other. Without keys, the actor. */
  readonly holder: string;
  /** In a sample ledger everyone may do everything. */
  readonly role: Role | 'sample';
  /** The regions that it may see and write; every use case takes it. */
  readonly scope: RegionScope;
}

const callers = new WeakMap<Request, Caller>();

/** Remembers the caller of a request; the authentication guard does so, once. */
export function rememberCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** The caller of a request, undefined where nobody was recognised. */
export function callerOf(request: Request): Caller | undefined {
  return callers.get(request);
}

/** Parameter decorator: the caller, on a route that the access guard protects. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (caller === undefined) throw new Error('A public route has no caller: it must not ask for one.');
  return caller;
});
