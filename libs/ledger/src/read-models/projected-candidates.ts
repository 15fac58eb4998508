import type { EventStore, Position } from '#libs/event-store';
import { ProjectionError, type Standings } from '#libs/projections';
import { LedgerError } from '../errors.js';
import { unreadable } from '../feed/read-feed.js';
import type { MemberCandidates } from '../members/member-candidates.js';
import { MemberIndex } from '../members/member-index.js';

/** So many events of members that the read model has not taken are read from the log; where there are more, it is waited for. */
const MAX_BEHIND = 20_000;
/** So long a list waits then. */
const WAIT_MS = 10_000;
/** Members that are asked of the read model at once. */
const PAGE = 500;

/**
 * Whom lists look at, from the read model; what it has not taken yet, as beside an event about many members, is read from the
 * log. While the read model cannot be used, another process having it, or its disk being full, the index in memory takes its place.
 */
export class ProjectedCandidates implements MemberCandidates {
  private isProjected = false;
  /** The members named behind a position of the read model; undefined where there are none. */
  private behind: { readonly from: Position; readonly index: MemberIndex } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly standings: Standings,
    private readonly index: MemberIndex,
  ) {}

  /** @throws LedgerError projection-behind where the read model is far behind, and does not get so far in time */
  async refresh(): Promise<void> {
    if (!this.isUsable()) {
      await this.index.refresh();
      return;
    }
    const expected = await this.store.head();
    const { position } = this.standings.status;
    if (position < expected && (await this.readBehind(position))) return;
    if (await this.standings.reaches(expected, WAIT_MS)) {
      this.behind = undefined;
      return;
    }
    // It may have failed meanwhile.
    if (this.isUsable()) throw this.notReached(expected);
    await this.index.refresh();
  }

  wasIn(member: string, regions: 'all' | readonly string[]): boolean {
    if (!this.isProjected) return this.index.wasIn(member, regions);
    if (regions === 'all') return true;
    if (this.behind?.index.wasIn(member, regions) === true) return true;
    return this.read(() => this.standings.regionsOf(member)).some((region) => regions.includes(region));
  }

  candidates(question: Parameters<MemberCandidates['candidates']>[0]): Iterable<string> {
    if (!this.isProjected) return this.index.candidates(question);
    const projected = this.projected(question);
    return this.behind === undefined
      ? projected
      : eachOnce(projected, this.behind.index.candidates(question));
  }

  private isUsable(): boolean {
    this.isProjected = this.standings.isFollowing;
    return this.isProjected;
  }

  /** @returns false where too much of it was recorded */
  private async readBehind(position: Position): Promise<boolean> {
    if (this.behind?.from !== position)
      this.behind = { from: position, index: new MemberIndex(this.store, position) };
    return this.behind.index.refresh(MAX_BEHIND);
  }

  private *projected(question: Parameters<MemberCandidates['candidates']>[0]): Generator<string> {
    let { after } = question;
    for (;;) {
      const page = this.read(() => this.standings.members({ ...question, after, limit: PAGE }));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }

  /** What cannot be read is not asked again: the next list finds that the read model cannot be used. */
  private read<Found>(read: () => Found): Found {
    try {
      return read();
    } catch (error) {
      throw error instanceof ProjectionError ? unreadable(this.standings) : error;
    }
  }

  private notReached(expected: Position): LedgerError {
    return new LedgerError('projection-behind', { expected, seen: this.standings.status.position });
  }
}

/** The members of two ascending lists, ascending, each once. */
function* eachOnce(one: Iterable<string>, other: Iterable<string>): Generator<string> {
  const others = other[Symbol.iterator]();
  let next = others.next();
  for (const member of one) {
    for (; next.done !== true && next.value < member; next = others.next()) yield next.value;
    if (next.done !== true && next.value === member) next = others.next();
    yield member;
  }
  for (; next.done !== true; next = others.next()) yield next.value;
}
