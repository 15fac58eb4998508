import { rangeOn } from '../calendar/day-ranges.js';
import { refusal } from '../errors.js';
import { malformed } from '../malformed.js';
import { regionOn } from '../standing/member/member.js';
import { nameSeen } from '../what-is.js';
import type { Check } from './admission.js';

const schemeNames = {
  employee: { zh: '在职工医保', en: 'under employee cover' },
  other: { zh: '在其他制度', en: 'under another public system' },
} as const;

/** A transfer from a scheme while not in it, or to it while in it. `resident` and `none` cannot be told apart. */
export const notInScheme: Check = ({ body, at, member }) => {
  if (body.type !== 'SchemeTransferred' || member === undefined) return undefined;
  const day = body.effectiveOn;
  for (const scheme of ['employee', 'other'] as const) {
    const isIn = rangeOn(member[scheme], day) !== undefined;
    const { zh, en } = schemeNames[scheme];
    if (body.from === scheme && !isIn) {
      return refusal('not-in-scheme', `${at}/from`, { seenOn: day, seen: `not ${en}`, seenZh: `不${zh}` });
    }
    if (body.to === scheme && isIn) {
      return refusal('not-in-scheme', `${at}/to`, { seenOn: day, seen: `already ${en}`, seenZh: `已${zh}` });
    }
  }
  return undefined;
};

/** A move from a region in which the member is not. */
export const notInRegion: Check = ({ body, at, member }) => {
  if (body.type !== 'RegionTransferred' || member === undefined) return undefined;
  const expected = regionOn(member, body.effectiveOn);
  if (body.fromRegion === expected) return undefined;
  return refusal('not-in-region', `${at}/fromRegion`, {
    seenOn: body.effectiveOn,
    seen: body.fromRegion,
    expected,
  });
};

/** A move to the region in which the member is. */
export const moveToSameRegion: Check = ({ body, at, member }) => {
  if (body.type !== 'RegionTransferred' || body.toRegion !== body.fromRegion || member === undefined)
    return undefined;
  if (body.fromRegion !== regionOn(member, body.effectiveOn)) return undefined;
  const seen = nameSeen(body.toRegion);
  return malformed(`${at}/toRegion`, { zh: seen, en: seen }, { zh: '另一个统筹区', en: 'another region' });
};
