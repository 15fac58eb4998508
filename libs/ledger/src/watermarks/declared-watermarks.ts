import { type CivilDate, isCivilDate, RECORD_KINDS, type RecordKind } from '#libs/enrollment';
import type { RecordedEvent } from '#libs/event-store';
import { chinaTime } from '../china-time.js';
import type { FlipEvent } from '../comparison/comparison-answers.js';
import { flipEventOf } from '../comparison/flip-event.js';
import { LedgerError } from '../errors.js';
import { countUpTo } from '../count-up-to.js';
import type { Watermark } from './watermark-answers.js';

/** The event of a declaration; the last one of a source, region and kind counts, also where its day is an earlier one. */
export interface SourceCompleteThrough {
  readonly source: string;
  readonly region: string;
  readonly kind: RecordKind;
  readonly completeThrough: CivilDate;
}

/** Watermarks by position: what any source had declared at any moment. */
export class DeclaredWatermarks {
  /** By region and kind, then by source; each list ascends by position. */
  private readonly entries = new Map<string, Map<string, Watermark[]>>();
  /** The position of the first declaration of each region. */
  private readonly firstOf = new Map<string, number>();
  private readonly events = new Map<number, FlipEvent>();
  /** The positions of all declarations, ascending. */
  private readonly positions: number[] = [];

  /** What the sources of a region and kind had declared at a position, by source. */
  declared(place: Pick<Watermark, 'region' | 'kind'>, position: number): readonly Watermark[] {
    const sources = [...(this.entries.get(placeOf(place))?.values() ?? [])];
    return sources.flatMap((list) => list.findLast((each) => each.position <= position) ?? []);
  }

  /** True where some source of a region had declared anything at a position. */
  isDeclared(region: string, position: number): boolean {
    return (this.firstOf.get(region) ?? Infinity) <= position;
  }

  /** Number of declarations at or before a position: equal where the same is declared. */
  countAt(position: number): number {
    return countUpTo(this.positions, position);
  }

  /** Everything that any source had declared at a position. */
  all(position: number): readonly Watermark[] {
    return [...this.entries.values()].flatMap((sources) =>
      [...sources.values()].flatMap((list) => list.findLast((each) => each.position <= position) ?? []),
    );
  }

  /** Everything that a source had declared at a position, by region and kind. */
  of(source: string, position: number): readonly Watermark[] {
    const places = [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return places.flatMap(
      ([, sources]) => sources.get(source)?.findLast((each) => each.position <= position) ?? [],
    );
  }

  /** Every declaration up to a position, in order. */
  upTo(position: number): readonly Watermark[] {
    const all = [...this.entries.values()].flatMap((sources) => [...sources.values()].flat());
    return all.filter((each) => each.position <= position).sort((a, b) => a.position - b.position);
  }

  /** The declaration at a position, as what made a difference, if there is one. */
  eventAt(position: number): FlipEvent | undefined {
    return this.events.get(position);
  }

  /** Takes the next declaration of the stream. */
  apply(event: RecordedEvent): void {
    const { type, data, recordedAt, position } = event;
    const { source, region, kind, completeThrough } = data as SourceCompleteThrough;
    if (type !== 'SourceCompleteThrough' || !RECORD_KINDS.includes(kind) || !isCivilDate(completeThrough))
      throw new LedgerError('damaged-event', { position, seen: 'a watermark' });
    this.positions.push(position);
    if (!this.firstOf.has(region)) this.firstOf.set(region, position);
    const place = placeOf({ region, kind });
    const sources = this.entries.get(place) ?? new Map<string, Watermark[]>();
    this.entries.set(place, sources);
    const list = sources.get(source) ?? [];
    sources.set(source, list);
    list.push({ source, region, kind, completeThrough, declaredAt: chinaTime(recordedAt), position });
    this.events.set(position, flipEventOf(event));
  }
}

function placeOf({ region, kind }: Pick<Watermark, 'region' | 'kind'>): string {
  return `${region} ${kind}`;
}
