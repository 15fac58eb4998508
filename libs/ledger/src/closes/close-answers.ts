import type { CivilDate, RecordKind } from '#libs/enrollment';
import type { Paging } from '../members/member-answers.js';
import type { RegionScope } from '../scope.js';

/** `previewing` and `committing` are the program's turn, `previewed` is a person's; the others are the end. */
export const YEAR_CLOSE_STATES = ['previewing', 'previewed', 'committing', 'committed', 'aborted'] as const;
export type YearCloseState = (typeof YEAR_CLOSE_STATES)[number];

/** What has to be so before a close may be approved. */
export const CHECKLIST_ITEMS = [
  'region-configured',
  'pack-in-force',
  'window-over',
  'source-complete',
  'preview-complete',
] as const;

/** One line of the checklist; `undeclared`: no source says anything of that kind, which counts as complete. */
export interface ChecklistItem {
  readonly item: (typeof CHECKLIST_ITEMS)[number];
  /** The kind of records, and of `source-complete` the source; null elsewhere. */
  readonly kind: RecordKind | null;
  readonly source: string | null;
  readonly status: 'met' | 'open' | 'undeclared';
  /** What was seen and what is needed: a day, a pack, a state. Null: nothing. */
  readonly seen: string | null;
  readonly needed: string | null;
}

/** What a pass over the members of a region has found so far, counted; money in fen. */
export interface YearCloseNumbers {
  /** Members looked at: all whom a fact ever placed in the region. */
  readonly examined: number;
  /** Those who were in it on 1 January of the year. */
  readonly inRegion: number;
  /** Liable, unpaid, and without a recorded lapse when they were looked at. */
  readonly due: number;
  /** Lapses that this close has appended. */
  readonly appended: number;
  /** Liable and unpaid, with a lapse that was recorded before. */
  readonly recorded: number;
  /** Liable and unpaid, whose lapse of an earlier close somebody has annulled: a close does not record it anew. */
  readonly corrected: number;
  /** Due, and refused when it was to be appended. */
  readonly refused: number;
  /** Members whose facts cannot be read or derived. */
  readonly unreadable: number;
  /** What the year brought by itself: derived, only reported. Balances that are indeterminate are left out. */
  readonly continuousCreditMembers: number;
  readonly continuousCreditFen: number;
  readonly zeroClaimCreditMembers: number;
  readonly zeroClaimCreditFen: number;
  readonly breakPenaltyMembers: number;
  readonly breakPenaltyFen: number;
  readonly creditResets: number;
}

/** A year close as a job. */
export interface YearClose {
  readonly id: string;
  readonly region: string;
  readonly coverageYear: number;
  readonly state: YearCloseState;
  /** Members looked at in the pass under way, or in the last one; and how many there are to look at. */
  readonly done: number;
  readonly total: number;
  /** Of the last two checkpoints; null where nothing is under way or it cannot be said yet. */
  readonly ratePerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly checklist: readonly ChecklistItem[];
  /** The last day on which a payment for the year is in its window or the extended one. */
  readonly windowEndsOn: CivilDate;
  /** The day that the lapses name: the first after the window. */
  readonly lapsedOn: CivilDate;
  readonly startedBy: string;
  /** At +08:00. */
  readonly startedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  /** The position at which the preview looks at every member. */
  readonly previewPosition: number;
  readonly preview: YearCloseNumbers;
  /** Null before approval. */
  readonly report: YearCloseNumbers | null;
}

/** A close that was asked for; not created where one of the region and year is under way. */
export interface YearCloseStarted {
  readonly created: boolean;
  readonly close: YearClose;
}

/** What became of a member that the preview found due, or whose lapse the close appended. */
export const YEAR_CLOSE_OUTCOMES = ['due', 'appended', 'recorded', 'corrected', 'no-longer-due'] as const;

/** A member of the preview or of the report. */
export interface YearCloseMember {
  readonly member: string;
  readonly liableFrom: CivilDate;
  readonly lapsedOn: CivilDate;
  /** False: its facts have made it due since the preview. */
  readonly inPreview: boolean;
  readonly outcome: (typeof YEAR_CLOSE_OUTCOMES)[number];
  /** Of the lapse that this close appended; null where it has appended none. */
  readonly eventId: string | null;
  readonly recordedAt: string | null;
}

/** A page of them; `next` is the `after` of the following page. */
export interface YearCloseMembers {
  readonly id: string;
  readonly items: readonly YearCloseMember[];
  readonly next: string | null;
}

/** What to close; unchecked, as it came in. */
export interface CloseYear {
  readonly region: string;
  readonly coverageYear: number;
}

/** Which close, and who asks. */
export interface YearCloseQuestion {
  readonly id: string;
  readonly scope: RegionScope;
}

/** Who takes a step of a close. */
export interface CloseAuthor {
  readonly actor: string;
  readonly correlationId: string;
  readonly scope: RegionScope;
}

/** How a close is carried on. */
export interface YearCloseRun {
  readonly id: string;
  /** Ends the run at the next checkpoint; the close goes on from there when it is run again. */
  readonly signal?: AbortSignal;
  /** Told after each checkpoint. */
  readonly onStep?: (close: YearClose) => void;
  /** Members between two checkpoints. Default: 500. */
  readonly chunk?: number;
}

/** The close of a year in a region: looked at, approved by another person, then lapses for everyone due. It locks nothing. */
export interface YearCloseUseCases {
  /** Gives the one that is under way where there is one. `unknown-region`, `year-outside-pack`, `not-allowed`. */
  start(close: CloseYear, author: CloseAuthor): Promise<YearCloseStarted>;
  /** `not-found`, `wrong-job-state` (also while the checklist is open), `second-person-required`. */
  approve(id: string, author: CloseAuthor): Promise<YearClose>;
  /** What was appended stays. `not-found`, `wrong-job-state`. */
  abort(id: string, author: CloseAuthor): Promise<YearClose>;
  get(question: YearCloseQuestion): Promise<YearClose>;
  list(scope: RegionScope): Promise<readonly YearClose[]>;
  /** A page may be short, or empty, and still have a `next`. */
  members(question: YearCloseQuestion & Paging): Promise<YearCloseMembers>;
  /** Every member of the preview and the report, one at a time, by number. */
  allMembers(question: YearCloseQuestion): AsyncIterable<YearCloseMember>;
  /** Does the program's part until it is a person's turn, the end, or the signal. Again is a no-op. */
  run(run: YearCloseRun): Promise<YearClose>;
}
