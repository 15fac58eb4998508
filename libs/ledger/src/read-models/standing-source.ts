import {
  changeDays,
  type CivilDate,
  derive,
  type Fact,
  type History,
  type PolicyBook,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import type { EventLog, RecordedEvent } from '#libs/event-store';
import type {
  ChangedAnswer,
  DerivedMember,
  KnowledgeStep,
  LoadedMember,
  MemberSource,
  Point,
} from '#libs/projections';
import { decisionOf } from '../decisions/decision-event.js';
import { causeOf } from '../feed/cause.js';
import { Answers, changedAnswers, type Knowledge } from '../feed/changed-answers.js';
import { consumerOf } from '../feed/consumer-log.js';
import type { MemberLog } from '../members/member-log.js';
import { regionsIn } from '../members/regions-in.js';
import {
  MEMBER_STREAMS,
  memberOfStream,
  memberStream,
  type StoredFact,
  storedFactOf,
} from '../members/stored-fact.js';
import {
  type PackAdopted,
  POLICY_STREAM,
  type RegionConfigured,
  type SignedReading,
} from '../policy/policy-events.js';
import { PolicyLog, regionsOfPack } from '../policy/policy-log.js';
import { sourcesOf } from '../watermarks/completeness.js';
import type { SourceCompleteThrough } from '../watermarks/declared-watermarks.js';
import { WATERMARK_STREAM, WatermarkLog } from '../watermarks/watermark-log.js';

/**
 * What the read models of a ledger derive members with: the same core, packs and regions as every answer.
 *
 * @param members facts that whoever appends in this process has read, and which then need not be read again
 */
export function standingSource(store: EventLog, members?: MemberLog): MemberSource {
  const policy = new PolicyLog(store);
  const watermarks = new WatermarkLog(store);
  const books = { bookAt: (position: number) => policy.bookAt(position), watermarks };
  return {
    streamPrefix: MEMBER_STREAMS,
    memberOf: memberOfStream,
    streamOf: memberStream,
    knownEvents: (member, count) => members?.known(member, count),
    load: async (member, events) => {
      await policy.refresh();
      await watermarks.refresh();
      return new StoredMember(member, events, books);
    },
    regionsTouchedBy: async (event) => {
      if (event.stream === WATERMARK_STREAM) return [(event.data as SourceCompleteThrough).region];
      if (event.stream !== POLICY_STREAM) return [];
      await policy.refresh();
      return regionsTouched(event, policy);
    },
    causeOf,
    consumerOf,
    servedAnswerOf: (event) => {
      const decision = decisionOf(event);
      if (decision === undefined) return undefined;
      const { decisionId, question, servedTo, on, position } = decision;
      const { member, knownAt } = question;
      const places = { position, recorded: event.position, isOfPresent: knownAt === undefined };
      return { member, decisionId, actor: servedTo.actor, on, ...places };
    },
  };
}

/** Regions whose answers an event of the policy stream may change; an event that is not known here may change any. */
function regionsTouched(
  { type, data, position }: RecordedEvent,
  policy: PolicyLog,
): 'all' | readonly string[] {
  if (type === 'RegionConfigured') return [(data as RegionConfigured).region];
  if (type === 'PackAdopted') return regionsOfPack(policy, (data as PackAdopted).pack.id, position);
  if (type === 'ReadingChosen') return regionsOfPack(policy, (data as SignedReading).pack, position);
  return 'all';
}

/** What was adopted, configured and declared, by position. */
interface Books {
  readonly bookAt: (position: number) => PolicyBook;
  readonly watermarks: WatermarkLog;
}

/** Derivations of a member that are kept: an event is derived with and without, and the next one goes on from there. */
const KEPT_DERIVATIONS = 3;

/** What the first `count` facts gave under a book, for questions about a year; each thing read off it is read once. */
class Derivation {
  private changes: readonly CivilDate[] | undefined;
  private known: { readonly declarations: number; readonly answers: Answers } | undefined;

  constructor(
    readonly count: number,
    readonly book: PolicyBook,
    readonly year: number,
    readonly history: History | undefined,
  ) {}

  /** The first day after one on which the standing is another than it was then; null: it never is. */
  nextChange(history: History, on: CivilDate, standing: string): CivilDate | null {
    for (const day of this.changeDays(history)) {
      if (day > on && JSON.stringify(standingOn(history, day)) !== standing) return day;
    }
    return null;
  }

  /** What is answered while so many declarations of sources are known; undefined: no registration counts. */
  answers(declarations: number, knowing: (history: History) => Knowledge): Answers | undefined {
    const { history } = this;
    if (history === undefined) return undefined;
    if (this.known?.declarations !== declarations) {
      const answers = new Answers(knowing(history), this.changeDays(history));
      this.known = { declarations, answers };
    }
    return this.known.answers;
  }

  private changeDays(history: History): readonly CivilDate[] {
    return (this.changes ??= changeDays(history));
  }
}

/** A member's stored events. They are decoded as far as a point needs them: a later one that is damaged harms no earlier. */
class StoredMember implements LoadedMember {
  private readonly stored: StoredFact[] = [];
  private readonly facts: Fact[] = [];
  private derived: readonly Derivation[] = [];

  constructor(
    private readonly member: string,
    private readonly events: readonly RecordedEvent[],
    private readonly books: Books,
  ) {}

  at({ position, on }: Point): DerivedMember | undefined {
    const count = this.countAt(position);
    const last = this.events[count - 1];
    if (last === undefined) return undefined;
    const derivation = this.derivationOf(count, this.books.bookAt(position), on);
    const { history } = derivation;
    const standing = history === undefined ? null : standingOn(history, on);
    const text = standing === null ? null : JSON.stringify(standing);
    return {
      row: {
        member: this.member,
        region: standing?.region ?? null,
        nextChangeOn:
          history === undefined || text === null ? null : derivation.nextChange(history, on, text),
        version: last.version,
        position: last.position,
        standing: text,
      },
      regions: regionsNamed(this.events.slice(0, count)),
    };
  }

  answersChanged({ before, after, on, about }: KnowledgeStep): readonly ChangedAnswer[] {
    return changedAnswers(this.answersAt(before, on), this.answersAt(after, on), about);
  }

  private answersAt(position: number, on: CivilDate): Answers | undefined {
    const { bookAt, watermarks } = this.books;
    const count = this.countAt(position);
    if (count === 0) return undefined;
    return this.derivationOf(count, bookAt(position), on).answers(
      watermarks.countAt(position),
      (history) => ({
        history,
        sourcesOf: (region) => ({
          declared: (kind) => watermarks.declared({ region, kind }, position),
          told: (kind) => sourcesOf(this.stored.slice(0, count), kind),
        }),
        isDeclared: (region) => watermarks.isDeclared(region, position),
      }),
    );
  }

  /** Number of events known at a position. */
  private countAt(position: number): number {
    let count = this.events.length;
    while (count > 0 && (this.events[count - 1]?.position ?? 0) > position) count -= 1;
    return count;
  }

  private derivationOf(count: number, book: PolicyBook, on: CivilDate): Derivation {
    const year = yearOf(on);
    const same = this.derived.find(
      (each) => each.count === count && each.book === book && each.year === year,
    );
    if (same !== undefined) return same;
    for (const event of this.events.slice(this.facts.length, count)) {
      const stored = storedFactOf(event);
      this.stored.push(stored);
      this.facts.push(stored.fact);
    }
    const history = derive(this.facts.slice(0, count), book, { throughYear: year });
    const derivation = new Derivation(count, book, year, history);
    this.derived = [derivation, ...this.derived.slice(0, KEPT_DERIVATIONS - 1)];
    return derivation;
  }
}

function regionsNamed(events: readonly RecordedEvent[]): readonly string[] {
  const named = new Set<string>();
  for (const { type, data } of events) for (const region of regionsIn(type, data)) named.add(region);
  return named.size > 1 ? [...named].sort() : [...named];
}
