import { type CivilDate, type PolicyBook, type RecordKind, startOfYear } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import type { ChecklistItem } from './close-answers.js';
import type { CloseJob } from './close-stream.js';
import { windowOf } from './judge-member.js';

/** The kinds of records whose absence makes a year a missed one. */
const KINDS: readonly RecordKind[] = ['premiums', 'transfers', 'deaths'];

/** What has to be so before a close may be approved, as it is now. */
export function checklistOf(context: LedgerContext, job: CloseJob): readonly ChecklistItem[] {
  const { policy, store } = context;
  const everything = Number.MAX_SAFE_INTEGER;
  const region = policy.regions(everything).get(job.region)?.value;
  const book = policy.bookAt(everything);
  const { windowEndsOn } = windowOf(book, job);
  const today = todayOf(store);
  return [
    line('region-configured', region !== undefined, { seen: region?.region ?? null, needed: job.region }),
    packLine(book, job, region?.pack ?? null),
    line('window-over', today > windowEndsOn, { seen: today, needed: windowEndsOn }),
    ...KINDS.flatMap((kind) => sourceLines(context, job, kind, windowEndsOn)),
    line('preview-complete', job.state !== 'previewing', { seen: job.state, needed: 'previewed' }),
  ];
}

/** True where nothing on the list stands in the way. */
export function isReady(checklist: readonly ChecklistItem[]): boolean {
  return checklist.every(({ status }) => status !== 'open');
}

/** The region's own pack answers on 1 January of the year, and its text is in force then. */
function packLine(
  book: PolicyBook,
  { region, coverageYear }: CloseJob,
  needed: string | null,
): ChecklistItem {
  const day = startOfYear(coverageYear);
  const { id, version } = book.rules(region, day).pack;
  const isMet = id === needed && !book.isExpired(region, day);
  return line('pack-in-force', isMet, { seen: `${id}@${version}`, needed });
}

function sourceLines(
  { watermarks }: LedgerContext,
  { region }: CloseJob,
  kind: RecordKind,
  through: CivilDate,
): readonly ChecklistItem[] {
  const declared = watermarks.declared({ region, kind }, Number.MAX_SAFE_INTEGER);
  if (declared.length === 0) {
    const undeclared = line('source-complete', true, { seen: null, needed: through });
    return [{ ...undeclared, kind, status: 'undeclared' }];
  }
  return declared.map(({ source, completeThrough }) => ({
    ...line('source-complete', completeThrough >= through, { seen: completeThrough, needed: through }),
    kind,
    source,
  }));
}

function line(
  item: ChecklistItem['item'],
  isMet: boolean,
  { seen, needed }: Pick<ChecklistItem, 'seen' | 'needed'>,
): ChecklistItem {
  return { item, kind: null, source: null, status: isMet ? 'met' : 'open', seen, needed };
}
