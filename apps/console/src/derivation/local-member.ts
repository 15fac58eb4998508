import {
  type CivilDate,
  clauseOfReason,
  derive,
  explain,
  type ExplainedField,
  type Fact,
  type History,
  liveFacts,
  payableFrom,
  type Point,
  type PolicyBook,
  pooledFundOn,
  type PooledFundAnswer,
  yearOf,
} from '#libs/enrollment';
import {
  type AnsweredFor,
  type Depth,
  type EligibilityAnswer,
  eligibilityFrom,
  explanationFrom,
  type ExplanationAnswer,
  type KnownSide,
  type KnownSources,
  type MemberEvent,
  quoteFrom,
  type RecordingBook,
  recordingBook,
  type RepairQuoteAnswer,
  sourcesOf,
  standingFrom,
  type StandingAnswer,
  timelineFrom,
  type TimelineAnswer,
} from '#libs/ledger/pure';
import { bookAt, declaredAt, policyAt, type PolicySource } from './policy-source.js';
import { readingsOf } from './readings.js';

/** A member as the browser holds it: its facts and what decides about them. */
export interface MemberSource {
  readonly member: string;
  /** As recorded, by position. */
  readonly events: readonly MemberEvent[];
  readonly policy: PolicySource;
  /** The version of the program that this page was built with. */
  readonly engine: string;
}

/** The coordinates of a derivation in the browser. */
export interface LocalQuestion {
  readonly on: CivilDate;
  readonly position: number;
  /** When the event at the position was recorded, as the API echoes it. */
  readonly knownAt: string | null;
  readonly pack?: string | undefined;
  readonly readings?: string | undefined;
}

/** The pooled fund's answer with the clause that it rests on, and from when it pays. */
export interface LocalFund extends PooledFundAnswer {
  readonly clause: string | null;
  readonly payableFrom: CivilDate | null;
}

/** The answers about a member at coordinates, derived here by the same code that the server runs. */
export class LocalAnswers {
  readonly facts: readonly Fact[];
  private readonly known: readonly MemberEvent[];

  constructor(
    private readonly source: MemberSource,
    readonly question: LocalQuestion,
  ) {
    this.known = source.events.filter(({ position }) => position <= question.position);
    this.facts = this.known.map(factOf);
  }

  /** Everything derived; undefined where no registration is known. */
  history(): History | undefined {
    return this.derived().history;
  }

  standing(): StandingAnswer | undefined {
    const { history, asked } = this.derived();
    return history && standingFrom(asked, history, (region) => this.sourcesIn(region));
  }

  /** Whether the resident pooled fund pays, as it is served; reasons are told in a language. */
  eligibility(language: 'zh' | 'en'): Omit<EligibilityAnswer, 'decisionId'> | undefined {
    const { history, asked } = this.derived();
    const sources = (region: string): KnownSources => this.sourcesIn(region);
    return history && eligibilityFrom(asked, history, sources, { scheme: 'resident', language });
  }

  timeline(hiddenFrom: CivilDate | null): TimelineAnswer | undefined {
    const { history, asked } = this.derived();
    return history && timelineFrom(asked, history, hiddenFrom);
  }

  explanation(field: ExplainedField, depth: Depth): ExplanationAnswer | undefined {
    const { history, asked } = this.derived();
    const explained = explain(this.facts, this.book(), { on: this.question.on, field });
    return history && explained && explanationFrom(asked, history, explained, depth);
  }

  quote(enrolmentYear?: number): RepairQuoteAnswer | undefined {
    const { history, asked } = this.derived();
    return history && quoteFrom(asked, history, enrolmentYear);
  }

  /** Whether the pooled fund pays on the day; undefined where nobody is registered. */
  fund(): LocalFund | undefined {
    const history = this.history();
    if (history === undefined) return undefined;
    const { on } = this.question;
    const answer = pooledFundOn(history, on);
    const [reason] = answer.reasons;
    const clause = reason === undefined ? null : clauseOfReason(history, on, reason);
    return {
      ...answer,
      clause: clause === null ? null : `${clause.document} ${clause.at}`.trim(),
      payableFrom: payableFrom(history, on),
    };
  }

  /** The side of a comparison that these answers are; undefined where nobody is registered. */
  side(): KnownSide | undefined {
    const standing = this.standing();
    if (standing === undefined) return undefined;
    const { hypothetical, coordinates } = standing;
    const point = pointOf(this.question);
    const { undoneBy } = liveFacts(this.facts);
    const events = this.known.map((event) => ({ ...event, undoneBy: undoneBy.get(event.id) ?? null }));
    return { pack: point.pack, readings: point.readings, hypothetical, coordinates, point, events };
  }

  /** The book of the moment, with what the question changes about it. */
  book(): PolicyBook {
    const { knownAt: position, pack, readings } = pointOf(this.question);
    return bookAt(this.source.policy, { position, pack, readings });
  }

  private derived(): { readonly history: History | undefined; readonly asked: Asked } {
    const recording = recordingBook(this.book());
    const { on } = this.question;
    const history = derive(this.facts, recording.book, { throughYear: yearOf(on) });
    return { history, asked: this.asked(recording) };
  }

  private asked(recording: RecordingBook): Asked {
    const { on, position, knownAt, pack, readings } = this.question;
    return {
      member: this.source.member,
      on,
      facts: this.facts,
      recording,
      isHypothetical: (region) => {
        if (Object.keys(readingsOf(readings)).length > 0) return true;
        if (pack === undefined) return false;
        const own = policyAt(this.source.policy, position).regions.find((each) => each.region === region);
        return pack.split('@')[0] !== own?.pack;
      },
      coordinates: () => ({ on, knownAt, position, packs: recording.used(), engine: this.source.engine }),
    };
  }

  private sourcesIn(region: string): KnownSources {
    const told = this.known.map((event) => ({
      fact: factOf(event),
      metadata: { source: event.source ?? undefined },
    }));
    return {
      declared: (kind) => declaredAt(this.source.policy, { region, kind }, this.question.position),
      told: (kind) => sourcesOf(told as Parameters<typeof sourcesOf>[0], kind),
    };
  }
}

/** Where a question stands in the space of the coordinates. */
export function pointOf({ on, position, pack, readings }: LocalQuestion): Point {
  return { on, knownAt: position, pack: pack ?? null, readings: readingsOf(readings) };
}

type Asked = AnsweredFor & { readonly facts: readonly Fact[]; readonly recording: RecordingBook };

/** An event as the rules take it: its instant in UTC, as the store has it. */
export function factOf({ id, type, data, recordedAt }: MemberEvent): Fact {
  return { id, type, data, recordedAt: new Date(recordedAt).toISOString() } as Fact;
}
