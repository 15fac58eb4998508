import type { CivilDate } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import type { ImpactJob } from '../impact/impact-stream.js';
import type { PolicyLog } from '../policy/policy-log.js';
import { includesRegion } from '../scope.js';
import { casesUnder } from './change-cases.js';
import type { SubmittedChange } from './change-stream.js';
import { isAdopted, type PolicyChange, regionsTouchedBy } from './policy-change.js';
import type { PolicyCheck } from './policy-change-answers.js';

/** What has to be so before a change comes into force, as it is now; `run` is what the approval quotes. */
export function checklistOf(
  context: LedgerContext,
  submitted: SubmittedChange,
  run: ImpactJob | undefined,
): readonly PolicyCheck[] {
  return [
    versionLine(context, submitted),
    casesLine(context, submitted),
    publishedLine(context, submitted),
    impactLine(context, submitted, run),
  ];
}

/** What a change is about: `fujian@2`, `fujian R16`, `359901`. */
export function subjectOf(change: PolicyChange): string {
  switch (change.kind) {
    case 'pack':
      return `${change.pack.id}@${change.pack.version}`;
    case 'reading':
      return `${change.reading.pack} ${change.reading.reading}`;
    case 'region-data':
      return change.region.region;
  }
}

/** True where a change is about something, a reading also where only its number is named. */
export function isFor(change: PolicyChange, subject: string): boolean {
  return subjectOf(change) === subject || (change.kind === 'reading' && change.reading.reading === subject);
}

/** From which day a change has effect, and when it was published; undefined: it has no such days. */
export function dayOf(
  change: PolicyChange,
): { readonly effectiveFrom: CivilDate; readonly publishedOn: CivilDate } | undefined {
  if (change.kind !== 'pack') return undefined;
  const { effectiveFrom, publishedOn } = change.pack;
  return { effectiveFrom, publishedOn };
}

/** Of two drafts of a version only one is adopted: a version says the same for ever. */
function versionLine({ policy }: LedgerContext, { change }: SubmittedChange): PolicyCheck {
  const item = 'version-free';
  if (change.kind !== 'pack') return { item, status: 'not-needed', seen: null, needed: null };
  const isTaken = isVersionTaken(policy, change);
  const needed = `${subjectOf(change)} not adopted`;
  return { item, status: isTaken ? 'open' : 'met', seen: isTaken ? 'adopted' : 'not adopted', needed };
}

function isVersionTaken(policy: PolicyLog, change: PolicyChange): boolean {
  const packs = policy.packs(Number.MAX_SAFE_INTEGER).map(({ value }) => value);
  return change.kind === 'pack' && isAdopted(packs, change.pack);
}

/**
 * As they run now: another change may have come into force since they ran for the submission. A draft whose version was
 * taken by another draft cannot be run any more.
 */
function casesLine(context: LedgerContext, { cases, change }: SubmittedChange): PolicyCheck {
  const item = 'cases-pass';
  if (cases === null) return { item, status: 'not-needed', seen: null, needed: null };
  const { passed, failed } = isVersionTaken(context.policy, change)
    ? cases
    : casesUnder(context, change, cases.text);
  const isMet = passed > 0 && failed === 0;
  const seen = `${String(passed)} passed, ${String(failed)} failed`;
  return { item, status: isMet ? 'met' : 'open', seen, needed: '0 failed' };
}

function publishedLine({ store }: LedgerContext, { change }: SubmittedChange): PolicyCheck {
  const item = 'published';
  const publishedOn = dayOf(change)?.publishedOn;
  if (publishedOn === undefined) return { item, status: 'not-needed', seen: null, needed: null };
  const seen = todayOf(store);
  return { item, status: publishedOn <= seen ? 'met' : 'open', seen, needed: publishedOn };
}

/** Over everyone whom the change may touch, of this very change against nothing else, since policy last changed. */
function impactLine(
  { policy }: LedgerContext,
  { id, change }: SubmittedChange,
  run: ImpactJob | undefined,
): PolicyCheck {
  const item = 'impact-run';
  const touched = regionsTouchedBy(change, policy);
  if (touched.length === 0) return { item, status: 'not-needed', seen: null, needed: null };
  const needed = touched.length === 1 ? `b.change = ${id}: ${touched.join()}` : `b.change = ${id}: everyone`;
  if (run === undefined) return { item, status: 'open', seen: null, needed };
  const { a, b, population, scope, state } = run;
  const isPlain = [a, b].every(({ pack, readings }) => pack === null && Object.keys(readings).length === 0);
  const isOfChange = isPlain && a.change === null && b.change?.id === id && a.position === b.position;
  const isOfAll =
    'everyone' in population || ('region' in population && touched.join() === population.region);
  const isSeen = touched.every((region) => includesRegion(scope, region));
  const isOfNow = policy.countAt(b.position) === policy.version;
  const isMet = state === 'done' && isOfChange && isOfAll && isSeen && isOfNow;
  return { item, status: isMet ? 'met' : 'open', seen: `${run.id}: ${state}`, needed };
}
