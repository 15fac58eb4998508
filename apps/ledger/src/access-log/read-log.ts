import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type AccessEntry, MAX_MEMBERS_PER_ENTRY } from '#libs/audit';
import { purposeOf } from '../access/access.guard.js';
import { callerOf } from '../access/caller.js';
import { contextOf } from '../http/request-context.js';
import { RequestProblem } from '../http/request-problem.js';
import { Service } from '../service.js';

/** Whose data an answer shows, and where in time and in the ledger it stands. */
export interface Shown {
  readonly members: readonly string[];
  readonly coordinates?: { readonly on?: string; readonly position?: number } | undefined;
  /** Beside those of the path. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Notes who reads whom, before anything of it is sent. */
@Injectable()
export class ReadLog {
  private readonly noted = new WeakSet<Request>();

  constructor(private readonly service: Service) {}

  /** @throws RequestProblem `access-log-unavailable` where a read could not be noted now, so that nothing is begun */
  check(): void {
    if (!this.service.accessLog.isOpen) throw unavailable(undefined);
  }

  /** True where the handler of a request has noted by itself what it shows. */
  isNoted(request: Request): boolean {
    return this.noted.has(request);
  }

  /**
   * Notes whose data a request is about to be shown; an answer that shows nobody leaves no entry.
   *
   * @throws RequestProblem `access-log-unavailable`: it does not stand in the log, so nothing may be shown
   */
  async note(request: Request, shown: Shown): Promise<void> {
    this.noted.add(request);
    if (shown.members.length === 0) return;
    try {
      await this.service.accessLog.record(entriesOf(request, shown));
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Items that are sent one after the other; so many at a time as one entry names are noted before the first is given. */
  noting<Item extends { readonly member: string }>(
    request: Request,
    items: AsyncIterable<Item>,
  ): AsyncGenerator<Item> {
    this.noted.add(request);
    return this.notedItems(request, items);
  }

  private async *notedItems<Item extends { readonly member: string }>(
    request: Request,
    items: AsyncIterable<Item>,
  ): AsyncGenerator<Item> {
    let held: Item[] = [];
    for await (const item of items) {
      held.push(item);
      if (held.length < MAX_MEMBERS_PER_ENTRY) continue;
      await this.note(request, { members: held.map(({ member }) => member) });
      yield* held;
      held = [];
    }
    await this.note(request, { members: held.map(({ member }) => member) });
    yield* held;
  }
}

function entriesOf(request: Request, { members, coordinates, parameters }: Shown): readonly AccessEntry[] {
  const caller = callerOf(request);
  if (caller === undefined) throw new Error('A public route shows no member.');
  const { id, correlationId } = contextOf(request);
  const { member: _, ...ofPath } = request.params as Readonly<Record<string, string>>;
  const entry = {
    actor: caller.actor,
    holder: caller.holder,
    purpose: purposeOf(caller, request.get('Access-Purpose')),
    route: `${request.method} ${(request.route as { readonly path: string }).path}`,
    parameters: { ...ofPath, ...parameters },
    on: coordinates?.on ?? null,
    position: coordinates?.position ?? null,
    request: id,
    correlationId,
  };
  const sorted = [...new Set(members)].sort();
  const pieces = Math.ceil(sorted.length / MAX_MEMBERS_PER_ENTRY);
  return Array.from({ length: pieces }, (_each, piece) => ({
    ...entry,
    members: sorted.slice(piece * MAX_MEMBERS_PER_ENTRY, (piece + 1) * MAX_MEMBERS_PER_ENTRY),
  }));
}

function unavailable(cause: unknown): RequestProblem {
  return new RequestProblem(
    'access-log-unavailable',
    {
      zh: '查询须先留痕, 现在无法写入查询记录; 没有给出任何内容。',
      en: 'A read has to stand in the access log first, and that cannot be written now; nothing is shown.',
    },
    {
      remedy: {
        zh: '稍后重试; 请运维检查 access-log 目录所在磁盘 (见 /readyz)。',
        en: 'Try again later; ask the operator to look at the disk of the access log (see /readyz).',
      },
      cause,
    },
  );
}
