import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type DecisionAnswer,
  decisionLetter,
  type DecisionReader,
  letterAsHtml,
  letterAsText,
  LedgerError,
  type ServedDecision,
} from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { ReadLog } from '../access-log/read-log.js';
import { idempotencyKeyOf } from '../facts/fact-headers.js';
import { Answer } from '../http/answer.js';
import { languageOf } from '../http/language.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import {
  BundleParameters,
  DecisionBody,
  DecisionExplanationParameters,
  ServingParameters,
} from './decision.dto.js';
import {
  BundleQuery,
  DecisionExplanationQuery,
  DecisionQuery,
  DecisionSealQuery,
  ReplayQuery,
} from './decision.queries.js';

import { DecisionServer, servedAnswer } from './serving.js';

/** Answers that were served: each can be had, explained, printed and made again for ever. */
@ApiTags('decisions')
@Controller('v1/decisions')
export class DecisionsController {
  constructor(
    private readonly server: DecisionServer,
    private readonly queries: QueryBus,
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Post()
  @HttpCode(201)
  @Requires('decide', { isMemberRead: true })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same question gives the first decision again.',
  })
  @Documented({
    summary: 'Answer a question and record the answer; 200 where nothing is recorded',
    answer: 'Decision',
    status: 201,
    problems: [
      'known-at-in-future',
      'member-not-found',
      'invalid-date',
      'unknown-pack',
      'not-enrolled',
      'personal-identifier',
      'idempotency-key-reused',
      'append-outcome-unknown',
      'disk-full',
    ],
  })
  async serve(
    @Body() body: DecisionBody,
    @Query() { dryRun }: ServingParameters,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const idempotencyKey = idempotencyKeyOf(request, true);
    const serving = { request, caller, isDryRun: dryRun === 'true', idempotencyKey };
    const reply = await this.server.serve(body, serving);
    return servedAnswer(reply, reply.isRecorded ? 201 : 200);
  }

  @Get(':decision')
  @Requires('read-decisions', { isMemberRead: true })
  @Documented({ summary: 'A decision: the same bytes for ever', answer: 'Decision', problems: ['not-found'] })
  async get(@Param('decision') id: string, @CurrentCaller() caller: Caller): Promise<Answer> {
    const { answer, memberVersion } = await this.queries.execute(
      new DecisionQuery({ id, reader: readerOf(caller) }),
    );
    return new Answer(JSON.parse(answer) as DecisionAnswer, { text: answer, memberVersion });
  }

  @Get(':decision/explanation')
  @Requires('read-decisions', { isMemberRead: true })
  @Documented({
    summary: 'Why it says so: the whole tree, made anew, beside the digest recorded with the decision',
    answer: 'DecisionExplanation',
    problems: ['not-found'],
  })
  async explanation(
    @Param('decision') id: string,
    @Query() { field, depth }: DecisionExplanationParameters,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const question = { id, reader: readerOf(caller), field, depth };
    return new Answer(await this.queries.execute(new DecisionExplanationQuery(question)));
  }

  @Get(':decision/replay')
  @Requires('read-decisions', { isMemberRead: true })
  @Documented({
    summary: 'Whether the same answer comes out again, and otherwise in which coordinate it differs',
    answer: 'Replay',
    problems: ['not-found'],
  })
  async replay(
    @Param('decision') id: string,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const question = { id, reader: readerOf(caller) };
    const answer = await this.queries.execute(new ReplayQuery(question));
    await this.note(request, await this.queries.execute(new DecisionQuery(question)));
    return new Answer(answer);
  }

  @Get(':decision/letter')
  @Requires('read-decisions', { isMemberRead: true })
  @Documented({
    summary: 'A letter to print, in the language of `Accept-Language`; `Accept: text/plain` gives plain text',
    answer: 'The letter',
    texts: ['text/html', 'text/plain'],
    problems: ['not-found'],
  })
  async letter(
    @Param('decision') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    const question = { id, reader: readerOf(caller) };
    const decision = await this.queries.execute(new DecisionQuery(question));
    const seal = await this.queries.execute(new DecisionSealQuery(question));
    await this.note(request, decision);
    const language = languageOf(request);
    const letter = decisionLetter(decision, language, { isSample: this.service.isSample, seal });
    const isPlain = request.accepts(['text/html', 'text/plain']) === 'text/plain';
    response
      .type(isPlain ? 'text/plain' : 'text/html')
      .set({ 'Cache-Control': 'private, no-cache', 'Content-Language': language })
      .vary('Accept')
      .vary('Accept-Language');
    return isPlain ? letterAsText(letter) : letterAsHtml(letter, language);
  }

  @Get(':decision/seal')
  @Requires('read-decisions', { isMemberRead: true })
  @Documented({
    summary:
      'Where the decision stands in the log, and the first checkpoint that covers it: what a letter prints',
    answer: 'DecisionSeal',
    problems: ['not-found', 'not-sealed'],
  })
  async seal(
    @Param('decision') id: string,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const question = { id, reader: readerOf(caller) };
    const seal = await this.queries.execute(new DecisionSealQuery(question));
    if (seal === null) throw this.notSealed(id);
    await this.note(request, await this.queries.execute(new DecisionQuery(question)));
    return new Answer(seal);
  }

  @Get(':decision/evidence-bundle')
  @Requires('read-members', { isMemberRead: true })
  @Documented({
    summary:
      'Everything that shows the decision to be right, in one file that is verified without this server',
    answer: 'EvidenceBundle',
    description:
      'Verify it with `canbao verify FILE`, or with verify.mjs or verify.py alone. docs/audit-format.md has its form.',
    problems: ['not-found', 'not-sealed'],
  })
  async bundle(
    @Param('decision') id: string,
    @Query() { since }: BundleParameters,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    const question = { id, reader: readerOf(caller), since: since === undefined ? [] : [since] };
    const text = await this.queries.execute(new BundleQuery(question));
    await this.note(request, await this.queries.execute(new DecisionQuery(question)));
    response.type('application/json').set({
      'Cache-Control': 'private, no-cache',
      'Content-Disposition': `attachment; filename="${id}.json"`,
    });
    return text;
  }

  /** These answers do not name their member. */
  private note(request: Request, { question, on, position }: ServedDecision): Promise<void> {
    return this.reads.note(request, { members: [question.member], coordinates: { on, position } });
  }

  private notSealed(seen: string): LedgerError {
    const through = this.service.seals?.sealedThrough ?? 0;
    return new LedgerError('not-sealed', { seen, expected: `pos:${String(through)}` });
  }
}

/** A claims system sees what was served to itself; people see what was served about the members of their regions. */
function readerOf({ actor, role, scope }: Caller): DecisionReader {
  return { actor, scope, isOwnOnly: role === 'claims-system' };
}
