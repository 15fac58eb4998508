import type { EventStore } from '#libs/event-store';
import type { Standings } from '#libs/projections';
import { LedgerError } from '../errors.js';
import type { MemberCandidates } from '../members/member-candidates.js';
import type { MemberIndex } from '../members/member-index.js';

/** So long a list waits until the read model has everything that was recorded before it was asked. */
const WAIT_MS = 10_000;
/** Members that are asked of the read model at once. */
const PAGE = 500;

/**
 * Whom lists look at, from the read model: nothing is read from the log for it, and nothing kept in memory. While the
 * read model cannot be used, another process having it, or its disk being full, the index in memory takes its place.
 */
export class ProjectedCandidates implements MemberCandidates {
  private isProjected = false;

  constructor(
    private readonly store: EventStore,
    private readonly standings: Standings,
    private readonly index: MemberIndex,
  ) {}

  /** @throws LedgerError projection-behind where the read model does not get so far in time */
  async refresh(): Promise<void> {
    this.isProjected = this.standings.isFollowing;
    if (!this.isProjected) return this.index.refresh();
    const expected = await this.store.head();
    if (await this.standings.reaches(expected, WAIT_MS)) return;
    throw new LedgerError('projection-behind', { expected, seen: this.standings.status.position });
  }

  wasIn(member: string, regions: 'all' | readonly string[]): boolean {
    if (!this.isProjected) return this.index.wasIn(member, regions);
    if (regions === 'all') return true;
    return this.standings.regionsOf(member).some((region) => regions.includes(region));
  }

  *candidates(question: Parameters<MemberCandidates['candidates']>[0]): Generator<string> {
    if (!this.isProjected) {
      yield* this.index.candidates(question);
      return;
    }
    let { after } = question;
    for (;;) {
      const page = this.standings.members({ ...question, after, limit: PAGE });
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }
}
