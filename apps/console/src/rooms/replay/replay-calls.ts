import type { LocalQuestion } from '../../derivation/local-member.js';
import { type Call, coordinateFlags, type LineCoordinates, sideFlags } from '../../parts/call-lines.js';

/** The two sides that are compared. */
export interface Sides {
  readonly a: LocalQuestion;
  readonly b: LocalQuestion;
}

/** The calls behind two sides on the screen. Both are pinned: what "now" is moves on, and what stands on the screen does not. */
export function callsOf(member: string, { a, b }: Sides): readonly Call[] {
  const [first, second] = [sideBody(a), sideBody(b)];
  return [
    {
      path: '/v1/members/{member}/standing',
      target: { path: { member }, query: { ...first } },
      command: `canbao standing ${member}${coordinateFlags(first)}`,
    },
    {
      method: 'POST',
      path: '/v1/members/{member}/diffs',
      target: { path: { member } },
      body: { a: first, b: second },
      command: `canbao diff ${member}${sideFlags('--a', first)}${sideFlags('--b', second)}`,
    },
  ];
}

/** A side as the API takes it. */
export function sideBody({ on, position, pack, readings }: LocalQuestion): LineCoordinates {
  return { on, knownAt: `pos:${String(position)}`, pack, readings };
}
