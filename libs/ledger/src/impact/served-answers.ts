import type { EventStore, Position } from '#libs/event-store';
import { DECISION_STREAMS, decisionOf } from '../decisions/decision-event.js';
import { OneAtATime } from '../one-at-a-time.js';
import type { ServedDay } from './compare-member.js';

/** The answers that were served, by member, read from the log: what was served by a position is the same for ever. */
export class ServedAnswersLog {
  private readonly byMember = new Map<string, (ServedDay & { readonly position: Position })[]>();
  private position = 0;
  private readonly turns = new OneAtATime();

  constructor(private readonly store: EventStore) {}

  /** Reads what was served since. */
  refresh(): Promise<void> {
    return this.turns.run('refresh', async () => {
      const through = await this.store.head();
      const filter = { streamPrefix: DECISION_STREAMS };
      const { position: after } = this;
      if (through <= after) return;
      for await (const page of this.store.readPages({ after, through, filter })) {
        for (const event of page) {
          const decision = decisionOf(event);
          // Where a page was read before a failure, it comes again.
          if (decision === undefined || event.position <= this.position) continue;
          const { question, on, servedTo } = decision;
          const served = this.byMember.get(question.member) ?? [];
          this.byMember.set(question.member, served);
          served.push({ on, actor: servedTo.actor, position: event.position });
          this.position = event.position;
        }
      }
      this.position = through;
    });
  }

  /** The answers about a member that were served by a position, in that order. */
  of(member: string, position: Position): readonly ServedDay[] {
    const served = this.byMember.get(member) ?? [];
    return served.filter((each) => each.position <= position).map(({ on, actor }) => ({ on, actor }));
  }

  /** Members to whom an answer was served by a position, after one of them, ascending. */
  members(position: Position, after: string): readonly string[] {
    return [...this.byMember]
      .filter(([member, [first]]) => member > after && first !== undefined && first.position <= position)
      .map(([member]) => member)
      .sort();
  }
}
