import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { canonicalJson } from '#libs/canonical';
import { type FeedBatch, type FeedQuestion, mayDo } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { ReadLog } from '../access-log/read-log.js';
import { RequestProblem } from '../http/request-problem.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { streamFeed } from './event-stream.js';
import { FeedParameters } from './feed.dto.js';
import { FeedQuery } from './feed.queries.js';
import { Reader } from './reader.js';

/** Media types of the feed: a batch of CloudEvents, or a stream that goes on. */
export const BATCH = 'application/cloudevents-batch+json';
export const STREAM = 'text/event-stream';

/** The feed: what changed, for those who keep answers. */
@ApiTags('feed')
@Controller('v1/feed')
export class FeedController {
  constructor(
    private readonly queries: QueryBus,
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Get()
  @Requires('read-feed', { isMemberRead: true })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'In place of `after`: where a stream ended.',
  })
  @Documented({
    summary:
      'Changed answers, facts or reached standings after a cursor, at least once, in order for each member',
    description:
      'A batch of CloudEvents; the header `Feed-Cursor` says where to go on. With `Accept: text/event-stream` a stream.',
    answer: 'FeedEntry',
    texts: [BATCH, STREAM],
    problems: ['cursor-of-another-ledger', 'personal-identifier'],
  })
  async read(
    @Query() { waitSeconds = 0, topic = 'answers', after, limit, region, scheme }: FeedParameters,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentCaller() { actor, role, scope }: Caller,
  ): Promise<void> {
    if (topic === 'facts' && role !== 'sample' && !mayDo(role, 'read-log')) throw factsNotAllowed;
    const isStream = request.accepts([BATCH, STREAM]) === STREAM;
    const start = isStream ? (request.get('Last-Event-ID') ?? after) : after;
    const question = { topic, limit, region, scheme, scope, actor };
    const next = (from: string | undefined): Promise<FeedBatch> =>
      this.ask(request, { ...question, after: from });
    const reader = new Reader(this.service, request, response);
    const first = await next(start);
    if (isStream) return streamFeed(response, reader, { first, next });
    const batch = await waitedFor(reader, { first, next, waitMs: waitSeconds * 1_000 });
    response.status(200).set({ 'Feed-Cursor': batch.cursor, 'Cache-Control': 'no-store' });
    response.type(BATCH).send(canonicalJson(batch.entries));
  }

  /** Each batch is one read of the members that it tells of. */
  private async ask(request: Request, question: FeedQuestion): Promise<FeedBatch> {
    const batch = await this.queries.execute(new FeedQuery(question));
    const { topic, after = '' } = question;
    await this.reads.note(request, {
      members: batch.entries.map(({ subject }) => subject),
      parameters: { topic, after, cursor: batch.cursor },
    });
    return batch;
  }
}

/** The first batch with an entry in it; an empty one where the time is over. */
async function waitedFor(
  reader: Reader,
  {
    first,
    next,
    waitMs,
  }: {
    readonly first: FeedBatch;
    readonly next: (after: string) => Promise<FeedBatch>;
    readonly waitMs: number;
  },
): Promise<FeedBatch> {
  const until = performance.now() + waitMs;
  let batch = first;
  while (batch.entries.length === 0 && performance.now() < until) {
    const isThere = batch.isCaughtUp ? await reader.waits(until - performance.now()) : await reader.isThere();
    if (!isThere) break;
    batch = await next(batch.cursor);
  }
  return batch;
}

const factsNotAllowed = new RequestProblem(
  'not-allowed',
  { zh: '该密钥的角色不能读取主题 facts。', en: 'The role of this key may not read the topic facts.' },
  {
    remedy: {
      zh: '换用有此权限的密钥, 或读取主题 answers。',
      en: 'Use a key whose role may, or read the topic answers.',
    },
  },
);
