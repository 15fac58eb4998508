import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { DecisionQuery } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { ReadLog } from '../access-log/read-log.js';
import { ServedQuestionBody, ServingParameters } from '../decisions/decision.dto.js';
import { DecisionServer, servedAnswer, type Serving } from '../decisions/serving.js';
import { idempotencyKeyOf } from '../facts/fact-headers.js';
import type { Answer } from '../http/answer.js';
import { InputPipe } from '../http/input.pipe.js';
import { BodyLines, LINES, TakesLines } from '../http/json-body.interceptor.js';
import { problemFor } from '../http/problem-for.js';
import { readStrictJson } from '../http/strict-json.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { asked } from '../questions/asker.js';
import { Service } from '../service.js';

/** Lines of one request that are answered at the same time: enough for the disk to be synced for many of them at once. */
const AT_ONCE = 64;

/** What a line of a batch is answered, and whom that shows; a refused line shows nobody. */
interface AnsweredLine {
  readonly text: string;
  readonly member?: string;
  readonly on?: string;
}

/** Whether the pooled fund pays, asked by a claims system before it does. Every answer is recorded. */
@ApiTags('decisions')
@ApiExtraModels(ServedQuestionBody)
@Controller('v1/eligibility-checks')
export class EligibilityController {
  private readonly input = new InputPipe();

  constructor(
    private readonly server: DecisionServer,
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('check-eligibility', { isMemberRead: true })
  @TakesLines()
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'The same key with the same question gives the first decision again; in a batch, line by line.',
  })
  @ApiBody({
    schema: ref('ServedQuestionBody'),
    description: `One question; with \`${LINES}\` one a line, answered line by line, each an answer or a problem.`,
  })
  @Documented({
    summary: 'Whether the pooled fund pays for a service on a day; recorded as a decision',
    answer: 'EligibilityCheck',
    problems: [
      'known-at-in-future',
      'member-not-found',
      'too-large',
      'unsupported-encoding',
      'invalid-date',
      'unknown-pack',
      'personal-identifier',
      'idempotency-key-reused',
      'append-outcome-unknown',
      'disk-full',
    ],
  })
  async check(
    @Body() body: unknown,
    @Query() { dryRun }: ServingParameters,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer | string> {
    const idempotencyKey = idempotencyKeyOf(request, true);
    const serving = { request, caller, isDryRun: dryRun === 'true', idempotencyKey };
    if (!(body instanceof BodyLines))
      return servedAnswer(await this.server.serve(await this.questionOf(body), serving));
    const answers = await this.answerLines(body.lines, serving);
    await this.note(request, answers);
    response.type(LINES).set('Cache-Control', 'private, no-cache');
    return answers.map(({ text }) => `${text}\n`).join('');
  }

  /** The batch is one read of all its members; each line's own decision has its coordinates. */
  private note(request: Request, answers: readonly AnsweredLine[]): Promise<void> {
    const members = answers.flatMap(({ member }) => member ?? []);
    const days = new Set(answers.flatMap(({ on }) => on ?? []));
    const [on] = days.size === 1 ? days : [];
    return this.reads.note(request, { members, ...(on === undefined ? {} : { coordinates: { on } }) });
  }

  private async questionOf(body: unknown): Promise<DecisionQuery> {
    const read = { type: 'body', metatype: ServedQuestionBody } as const;
    const question = (await this.input.transform(body, read)) as ServedQuestionBody;
    return asked(question, { kind: 'eligibility' as const });
  }

  /** The lines know nothing of each other: one that is refused is answered by its problem, in its place. */
  private async answerLines(
    lines: readonly Uint8Array[],
    serving: Serving,
  ): Promise<readonly AnsweredLine[]> {
    const answers: AnsweredLine[] = [];
    for (let start = 0; start < lines.length; start += AT_ONCE) {
      const some = lines.slice(start, start + AT_ONCE);
      answers.push(
        ...(await Promise.all(some.map((line, index) => this.answerLine(line, start + index, serving)))),
      );
    }
    return answers;
  }

  private async answerLine(line: Uint8Array, index: number, serving: Serving): Promise<AnsweredLine> {
    const { idempotencyKey: key } = serving;
    const idempotencyKey = key === undefined ? undefined : `${key}/${String(index + 1)}`;
    try {
      const question = await this.questionOf(readStrictJson(line));
      const { text, answer } = await this.server.serveLine(question, { ...serving, idempotencyKey });
      return { text, member: answer.member, on: answer.coordinates.on };
    } catch (error) {
      return { text: problemFor(error, serving.request, this.service).text };
    }
  }
}
