import { civilDayOfInstant } from '#libs/enrollment';
import type { Position, RecordedEvent } from '#libs/event-store';
import type { KnowledgeStep, LoadedMember, ServedAnswer } from '../ports.js';
import type { MemberChanges } from './member-changes.js';
import { attempt } from './set-aside.js';
import type { Change, StandingProjectorParts } from './steps.js';

/**
 * Decisions that were recorded after the event that supersedes them (ADR 0010): a consumer may have read the entry of that event
 * before the decision was there to be named, so each is told anew, at its own position and naming it alone.
 */
export class LateDecisions {
  /** The last event that touched many members; up to here nobody knows who was touched. */
  private lastOfMany: Position;

  constructor(
    private readonly parts: StandingProjectorParts,
    private readonly members: Pick<MemberChanges, 'load'>,
  ) {
    // What came before the start was seen by another process, if by any.
    this.lastOfMany = parts.checkpoint.position;
  }

  /** An event at a position touches many members. */
  touchesMany(position: Position): void {
    this.lastOfMany = position;
  }

  /** What the decisions among the next events tell; the rows stand before all of these. */
  async told(events: readonly RecordedEvent[]): Promise<readonly Change[]> {
    const { feed, source, pauses } = this.parts;
    if (feed === null) return [];
    const changes: Change[] = [];
    for (const [index, event] of events.entries()) {
      const served = source.servedAnswerOf(event);
      if (served === undefined || !this.isTouched(served, { events, end: index })) continue;
      const change = await this.changeOf(served, event);
      if (change !== undefined) changes.push(change);
      await pauses.at('member-derived');
    }
    return changes;
  }

  /** False where nothing between what a decision rests on and its record can have changed it: nearly always. */
  private isTouched(
    { member, position, recorded, isOfPresent }: ServedAnswer,
    { events, end }: { readonly events: readonly RecordedEvent[]; readonly end: number },
  ): boolean {
    if (!isOfPresent || position >= recorded - 1) return false;
    const { source, rows, parked } = this.parts;
    // The row of a member that is set aside stays behind.
    if (this.lastOfMany > position || parked.has(member)) return true;
    if ((rows.find(member)?.position ?? 0) > position) return true;
    const stream = source.streamOf(member);
    for (let index = end - 1; index >= 0; index -= 1) {
      const event = events[index];
      if (event === undefined || event.position <= position) return false;
      if (event.stream === stream) return true;
    }
    return false;
  }

  /** Undefined: the answer is the same, or cannot be derived; the member is then told of when it can be. */
  private async changeOf(served: ServedAnswer, event: RecordedEvent): Promise<Change | undefined> {
    const { member, position: before, recorded: position, on: about, decisionId: decision } = served;
    const loaded = await this.members.load(member);
    const step = { before, after: position, on: civilDayOfInstant(event.recordedAt), about };
    const found = attempt(() => ({ changes: loaded.answersChanged(step) }));
    if ('reason' in found || found.changes.length === 0) return undefined;
    const last = await this.causeOf(served, loaded, step);
    if (last === undefined) return undefined;
    const cause = { causePosition: last.position, cause: this.parts.source.causeOf(last) };
    return { member, answers: [{ position, ...cause, decision, changes: found.changes }] };
  }

  /** The last event within a step that changed the answer about its day; undefined: none of them is told to anyone. */
  private async causeOf(
    { member, recorded }: ServedAnswer,
    loaded: LoadedMember,
    { before, on, about }: KnowledgeStep,
  ): Promise<RecordedEvent | undefined> {
    const { store, source } = this.parts;
    const stream = source.streamOf(member);
    let cause: RecordedEvent | undefined;
    for await (const event of store.readAll({ after: before, through: recorded - 1 })) {
      if (event.stream !== stream && (await source.regionsTouchedBy(event)).length === 0) continue;
      const { position: after } = event;
      const found = attempt(() => ({
        changes: loaded.answersChanged({ before: after - 1, after, on, about }),
      }));
      if ('reason' in found || found.changes.length > 0) cause = event;
    }
    return cause;
  }
}
