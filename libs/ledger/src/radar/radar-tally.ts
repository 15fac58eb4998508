import type { FactType, Reason } from '#libs/enrollment';
import { lateByDays } from '../china-time.js';
import { type StoredFact, summaryOf } from '../members/stored-fact.js';
import type { BackdatedFact, CorrectionCount, RadarAnswer, RadarCount } from './radar-answers.js';

/** Where a new band of delays begins, in days, after the one that begins with the shortest delay asked for. */
const BAND_EDGES = [30, 90, 180, 365, 730];

/** The types of facts that undo others: they are late by nature, and counted apart. */
const UNDOING: readonly FactType[] = [
  'FactCorrected',
  'PremiumRefunded',
  'RepairRefunded',
  'ClaimReversed',
  'LapseRescinded',
];

/** Counts what a radar finds, fact by fact; of the facts found it keeps those with the longest delay. */
export class RadarTally {
  private readonly actors = new Map<string, RadarCount>();
  private readonly sources = new Map<string | null, RadarCount>();
  private readonly types = new Map<FactType, RadarCount>();
  private readonly corrections = new Map<string, CorrectionCount>();
  private readonly edges: readonly number[];
  private readonly bands: number[];
  private facts: BackdatedFact[] = [];

  constructor(
    private readonly minDelayDays: number,
    private readonly listed: number,
  ) {
    this.edges = [minDelayDays, ...BAND_EDGES.filter((edge) => edge > minDelayDays)];
    this.bands = this.edges.map(() => 0);
  }

  /** True for a fact that this would count. */
  takes({ fact, effectiveOn, recordedAt }: StoredFact): boolean {
    return UNDOING.includes(fact.type) || lateByDays(effectiveOn, recordedAt) >= this.minDelayDays;
  }

  add(stored: StoredFact): void {
    if (UNDOING.includes(stored.fact.type)) this.addCorrection(stored);
    else this.addBackdated(stored);
  }

  report(): Pick<RadarAnswer, 'empty' | 'backdated' | 'corrections'> {
    const count = this.bands.reduce((sum, each) => sum + each, 0);
    const corrections = [...this.corrections.values()].sort(
      (a, b) => b.count - a.count || compare(keyOf(a), keyOf(b)),
    );
    return {
      empty: count === 0 && corrections.length === 0,
      backdated: {
        count,
        byDelay: this.bands.map((each, index) => ({
          fromDays: this.edges[index] ?? 0,
          untilDays: this.edges[index + 1] ?? null,
          count: each,
        })),
        byActor: largestFirst(this.actors).map(([actor, counted]) => ({ actor, ...counted })),
        bySource: largestFirst(this.sources).map(([source, counted]) => ({ source, ...counted })),
        byType: largestFirst(this.types).map(([type, counted]) => ({ type, ...counted })),
        facts: this.latest(),
      },
      corrections: {
        count: corrections.reduce((sum, each) => sum + each.count, 0),
        byActor: corrections,
      },
    };
  }

  private addBackdated(stored: StoredFact): void {
    const { member, fact, effectiveOn, recordedAt, metadata } = stored;
    const days = lateByDays(effectiveOn, recordedAt);
    const band = this.edges.findLastIndex((edge) => edge <= days);
    this.bands[band] = (this.bands[band] ?? 0) + 1;
    const source = metadata.source ?? null;
    count(this.actors, metadata.actor, days);
    count(this.sources, source?.system ?? null, days);
    count(this.types, fact.type, days);
    this.facts.push({ ...summaryOf(stored), member, lateByDays: days, actor: metadata.actor, source });
    if (this.facts.length > 2 * this.listed + 1_000) this.facts = [...this.latest()];
  }

  private addCorrection({ fact, metadata: { actor } }: StoredFact): void {
    const { reason } = fact.data as { readonly reason: Reason };
    const found = { actor, type: fact.type, reason, count: 1 };
    const known = this.corrections.get(keyOf(found));
    this.corrections.set(keyOf(found), { ...found, count: (known?.count ?? 0) + 1 });
  }

  private latest(): readonly BackdatedFact[] {
    return [...this.facts]
      .sort((a, b) => b.lateByDays - a.lateByDays || a.position - b.position)
      .slice(0, this.listed);
  }
}

function count<K>(counts: Map<K, RadarCount>, key: K, days: number): void {
  const known = counts.get(key);
  const longestDays = Math.max(known?.longestDays ?? 0, days);
  counts.set(key, { count: (known?.count ?? 0) + 1, longestDays });
}

function largestFirst<K extends string | null>(
  counts: ReadonlyMap<K, RadarCount>,
): readonly (readonly [K, RadarCount])[] {
  return [...counts].sort(([a, x], [b, y]) => y.count - x.count || compare(a ?? '', b ?? ''));
}

function keyOf({ actor, type, reason }: Omit<CorrectionCount, 'count'>): string {
  return `${actor}\n${type}\n${reason}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
