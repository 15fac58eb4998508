import { SetMetadata } from '@nestjs/common';
import type { Action, Role } from '#libs/ledger';

/** The roles of people who look at members one by one: they say why. */
export const PEOPLE: readonly Role[] = ['caseworker', 'reviewer', 'auditor'];

/** What a route asks of its caller; a route that says nothing lets nobody in. */
export interface RouteAccess {
  readonly action: Action | 'public';
  /** The answer shows data of members, one or a list of them, so people send `Access-Purpose`. */
  readonly isMemberRead: boolean;
  /** The answer, or a refusal, tells something of members: it stands in the access log before it is sent. */
  readonly showsMembers: boolean;
  /** A caller on this machine needs no key. */
  readonly isOpenOnLoopback: boolean;
}

export const ROUTE_ACCESS = 'canbao:route-access';

/** Lets everyone in, without a key. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata<string, RouteAccess>(ROUTE_ACCESS, {
    action: 'public',
    isMemberRead: false,
    showsMembers: false,
    isOpenOnLoopback: false,
  });

/** Lets in whoever has a role with this action. */
export const Requires = (
  action: Action,
  {
    isMemberRead = false,
    showsMembers = isMemberRead,
    isOpenOnLoopback = false,
  }: Partial<Omit<RouteAccess, 'action'>> = {},
): MethodDecorator & ClassDecorator =>
  SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { action, isMemberRead, showsMembers, isOpenOnLoopback });
