import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  AuditError,
  letterCode,
  NotSealedError,
  readCheckpoint,
  readNote,
  type Seals,
  written,
} from '#libs/audit';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { RequestProblem } from '../http/request-problem.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { CheckpointsQuery, ConsistencyQuery, InclusionQuery, WitnessBody } from './proof.dto.js';

const USUAL_LIMIT = 100;

/** What was sealed of the log: signed checkpoints and proofs against them. They show hashes, and nobody's data. */
@ApiTags('checkpoints')
@Controller('v1')
export class SealsController {
  constructor(private readonly service: Service) {}

  @Get('checkpoints')
  @Requires('read-policy')
  @Documented({ summary: 'The signed checkpoints in order of size', answer: 'CheckpointList' })
  list(@Query() { after = 0, limit = USUAL_LIMIT }: CheckpointsQuery): Answer {
    const { seals } = this.service;
    const page = seals?.checkpoints.page(after, limit) ?? [];
    const last = page.length === limit ? page.at(-1) : undefined;
    return new Answer({
      items: page.map((checkpoint) => {
        const { root, position, recordedAt, heads, verifier } = readCheckpoint(
          readNote(checkpoint.note).text,
        );
        const { size } = checkpoint;
        return {
          size,
          root: written(root),
          heads: written(heads),
          position,
          recordedAt,
          key: verifier,
          letterCode: letterCode({ size, root }),
          witnesses: seals?.checkpoints.witnesses(size).map(({ witness }) => witness) ?? [],
        };
      }),
      next: last === undefined ? null : last.size,
    });
  }

  @Get('checkpoints/:size')
  @Requires('read-policy')
  @Documented({
    summary:
      'A checkpoint as a signed note (C2SP tlog-checkpoint) with every co-signature; `latest` is the newest',
    answer: 'The note',
    texts: ['text/plain'],
    problems: ['not-found'],
  })
  note(@Param('size') size: string, @Res({ passthrough: true }) response: Response): string {
    const { seals } = this.service;
    const wanted = size === 'latest' ? seals?.checkpoints.latest()?.size : sizeOf(size);
    const note = wanted === undefined ? undefined : seals?.note(wanted);
    if (note === undefined) throw notSealed(size);
    response.type('text/plain').set('Cache-Control', 'private, no-cache');
    return note;
  }

  @Post('checkpoints/:size/witnesses')
  @HttpCode(201)
  @Requires('verify')
  @Documented({
    summary: 'Co-sign a checkpoint; the answer is the checkpoint with every signature',
    answer: 'Cosigned',
    status: 201,
    problems: ['not-found'],
  })
  cosign(@Param('size') size: string, @Body() { witness, signature }: WitnessBody): Answer {
    const note = this.proved(size, (seals) => seals.cosign(sizeOf(size) ?? -1, witness, signature));
    return new Answer({ note }, { isReceipt: true, status: 201 });
  }

  @Get('proofs/inclusion')
  @Requires('verify')
  @Documented({
    summary: 'The proof that an event is in the log under a checkpoint (RFC 9162)',
    answer: 'InclusionProof',
    problems: ['not-found'],
  })
  inclusion(@Query() { position, size }: InclusionQuery): Answer {
    const proof = this.proved(`pos:${String(position)}`, (seals) => seals.inclusion(position, size));
    return new Answer({ ...proof, leaf: written(proof.leaf), path: proof.path.map(written) });
  }

  @Get('proofs/consistency')
  @Requires('verify')
  @Documented({
    summary:
      'The proof that the log under one checkpoint is the beginning of that under a later one (RFC 9162)',
    answer: 'ConsistencyProof',
    problems: ['not-found'],
  })
  consistency(@Query() { from, to }: ConsistencyQuery): Answer {
    const size = to ?? this.service.seals?.checkpoints.latest()?.size ?? 0;
    const path = this.proved(String(from), (seals) => seals.consistency(from, size));
    return new Answer({ from, to: size, path: path.map(written) });
  }

  /** Asks the seals; what is not sealed is not found, and what a witness sent wrongly is its own fault. */
  private proved<Proof>(wanted: string, ask: (seals: Seals) => Proof): Proof {
    const { seals } = this.service;
    if (seals === undefined) throw notSealed(wanted);
    try {
      return ask(seals);
    } catch (error) {
      if (error instanceof NotSealedError) throw notSealed(wanted);
      if (error instanceof AuditError && REFUSED.includes(error.code)) throw notACosignature(error);
      throw error;
    }
  }
}

/** Failures that only what was sent can cause. */
const REFUSED: readonly AuditError['code'][] = ['malformed-note', 'malformed-key', 'bad-cosignature'];

function sizeOf(text: string): number | undefined {
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}

function notSealed(seen: string): RequestProblem {
  const shown = seen.slice(0, 40);
  return new RequestProblem(
    'not-found',
    { zh: `"${shown}" 尚未封存。`, en: `"${shown}" is not sealed.` },
    {
      remedy: {
        zh: '封存在登记后一分钟内完成; 见 /v1/checkpoints。',
        en: 'Sealing comes within a minute of the recording; see /v1/checkpoints.',
      },
    },
  );
}

function notACosignature({ message }: AuditError): RequestProblem {
  return new RequestProblem(
    'malformed-request',
    { zh: `会签不符: ${message}`, en: message },
    {
      remedy: {
        zh: '对该检查点的原文会签后重新提交。',
        en: 'Co-sign the very text of this checkpoint and send it again.',
      },
      errors: [{ pointer: '/signature', code: 'malformed-request' }],
    },
  );
}
