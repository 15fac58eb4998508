import type { Request, Response } from 'express';
import { isLoopbackName } from '../access/sample-openness.js';

/** The cookie that holds the key of whoever signed in on the console. */
const COOKIE = 'canbao-key';

/**
 * The header that stands beside the cookie. A page of another site cannot send it without asking first, and this API
 * grants nobody that; so no request that a browser was tricked into counts.
 */
const HEADER = 'Canbao-Console';

/** The key that the console's session shows; undefined without the cookie, or without the header beside it. */
export function sessionKeyOf(request: Request): string | undefined {
  if (request.get(HEADER) !== '1') return undefined;
  const pairs = (request.get('Cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return found === undefined || found === '' ? undefined : found;
}

/** Keeps a key in the browser until it is closed; no script can read it, and no other site can send it. */
export function keepKey(request: Request, response: Response, key: string): void {
  response.cookie(COOKIE, key, attributesFor(request));
}

/** Forgets the key. */
export function forgetKey(request: Request, response: Response): void {
  response.clearCookie(COOKIE, attributesFor(request));
}

/** A browser sends a secure cookie over TLS alone; without TLS the console is used on this machine only. */
function attributesFor(request: Request): {
  readonly httpOnly: true;
  readonly sameSite: 'strict';
  readonly path: '/';
  readonly secure: boolean;
} {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: !isLoopbackName(request) };
}
