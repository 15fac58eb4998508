import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import type { DecisionQuery, DecisionReply, ServeDecision } from '#libs/ledger';
import type { Caller } from '../access/caller.js';
import { ReadLog } from '../access-log/read-log.js';
import { Answer } from '../http/answer.js';
import { languageOf } from '../http/language.js';
import { contextOf } from '../http/request-context.js';
import { ServeDecisionCommand } from './decision.queries.js';

/** How one question of a request is served. */
export interface Serving {
  readonly request: Request;
  readonly caller: Caller;
  readonly isDryRun: boolean;
  readonly idempotencyKey: string | undefined;
}

/** Serves answers: the question as it came, for the caller, in the language of the request. */
@Injectable()
export class DecisionServer {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ReadLog,
  ) {}

  /** One answer of a request; who reads it is noted while it is recorded, so that both wait for the disk at once. */
  serve(question: DecisionQuery, serving: Serving): Promise<DecisionReply> {
    return this.execute(question, serving, ({ member, coordinates }) =>
      this.reads.note(serving.request, { members: [member], coordinates }),
    );
  }

  /** One of the answers of a request, which the caller notes together. */
  serveLine(question: DecisionQuery, serving: Serving): Promise<DecisionReply> {
    return this.execute(question, serving, undefined);
  }

  private execute(
    question: DecisionQuery,
    { request, caller, isDryRun, idempotencyKey }: Serving,
    onRecording: ServeDecision['onRecording'],
  ): Promise<DecisionReply> {
    const { actor, scope } = caller;
    return this.commands.execute(
      new ServeDecisionCommand({
        ...question,
        language: languageOf(request),
        idempotencyKey,
        dryRun: isDryRun,
        actor,
        correlationId: contextOf(request).correlationId,
        scope,
        onRecording,
      }),
    );
  }
}

/** A served answer as the answer of a route: its bytes are those that were recorded. */
export function servedAnswer({ answer, text, replayed, memberVersion }: DecisionReply, status = 200): Answer {
  return new Answer(answer, { text, replayed, memberVersion, isReceipt: true, status });
}
