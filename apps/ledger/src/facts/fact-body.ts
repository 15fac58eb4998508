import type { FactType } from '#libs/enrollment';
import { malformedBody } from '../http/request-problem.js';

/** A posted body taken apart: the event's own fields are for the core to read. */
export interface FactRequest {
  /** Named by the body of a registration only; elsewhere the path names the member. */
  readonly member: string | undefined;
  /** The type of the route, and the event's fields. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly source: unknown;
}

/** Takes a posted body apart. What it names beyond the event's fields, `source` and a registration's `member` is refused. */
export function readFactRequest(type: FactType, input: unknown): FactRequest {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw malformedBody('', '请求正文应为一个对象。', 'The body must be an object.');
  const { source, ...rest } = input as Readonly<Record<string, unknown>>;
  if ('type' in rest)
    throw malformedBody(
      '/type',
      '事件类型由路径给出, 正文中不写。',
      'The path names the type; leave it out.',
    );
  if (type !== 'MemberRegistered') return { member: undefined, body: { ...rest, type }, source };
  const { member, ...fields } = rest;
  if (typeof member !== 'string')
    throw malformedBody('/member', '应为参保人编号。', 'Expected the number of the member.');
  return { member, body: { ...fields, type }, source };
}
