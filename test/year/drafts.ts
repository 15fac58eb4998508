import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Happening } from './happenings.js';

const PACK_FILE = join(__dirname, '..', '..', 'policies', '350000-fujian', 'pack.yaml');

/** Lines of the shipped pack that its second version has otherwise. */
const LINES: readonly (readonly [RegExp, string])[] = [
  [/^version: .*$/m, 'version: "2"'],
  [/^ {2}wait\.fixed: .*$/m, '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }'],
  [
    /^ {2}continuous\.afterYears: .*$/m,
    '  continuous.afterYears: { clause: continuous, value: 0, evidence: text, confidence: high }',
  ],
];

/** A member who missed 2025 and 2026 waits so many months for 2027. */
const waitOf = (totalMonths: number): string => `
- name: Two missed years
  policy: fujian
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2027-01-01, waiting: { totalMonths: ${totalMonths} } }
`;

/** The second version of the pack, published on a day, in force since years ago: a longer wait, and an earlier raise. */
export function packDraft(publishedOn: string): Happening {
  const shipped = readFileSync(PACK_FILE, 'utf8');
  const pack = [...LINES, [/^publishedOn: .*$/m, `publishedOn: ${publishedOn}`] as const].reduce(
    (text, [line, other]) => {
      if (!line.test(text)) throw new Error(`The shipped pack has no ${String(line)}.`);
      return text.replace(line, other);
    },
    shipped,
  );
  return { path: '/v1/policy-packs/fujian/versions/2', body: { pack, cases: waitOf(5) } };
}

/** The first missed year costs a month too, under every version of the pack. */
export const readingDraft: Happening = {
  path: '/v1/readings/R1/changes',
  body: { pack: 'fujian', choice: 'yes', evidence: '某市函复。', confidence: 'medium', cases: waitOf(6) },
};
