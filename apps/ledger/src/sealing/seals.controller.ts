import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { CheckpointsQuery, ConsistencyQuery, InclusionQuery, WitnessBody } from './proof.dto.js';
import {
  checkpointsShown,
  consistencyShown,
  inclusionShown,
  noteShown,
  proved,
  sizeOf,
} from './shown-seals.js';

/** What was sealed of the log: signed checkpoints and proofs against them. They show hashes, and nobody's data. */
@ApiTags('checkpoints')
@Controller('v1')
export class SealsController {
  constructor(private readonly service: Service) {}

  @Get('checkpoints')
  @Requires('read-policy')
  @Documented({ summary: 'The signed checkpoints in order of size', answer: 'CheckpointList' })
  list(@Query() query: CheckpointsQuery): Answer {
    return checkpointsShown(this.service.seals, query);
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
    const note = noteShown(this.service.seals, size);
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
    const note = proved(this.service.seals, size, (seals) =>
      seals.cosign(sizeOf(size) ?? -1, witness, signature),
    );
    return new Answer({ note }, { isReceipt: true, status: 201 });
  }

  @Get('proofs/inclusion')
  @Requires('verify')
  @Documented({
    summary: 'The proof that an event is in the log under a checkpoint (RFC 9162)',
    answer: 'InclusionProof',
    problems: ['not-found'],
  })
  inclusion(@Query() query: InclusionQuery): Answer {
    return inclusionShown(this.service.seals, query);
  }

  @Get('proofs/consistency')
  @Requires('verify')
  @Documented({
    summary:
      'The proof that the log under one checkpoint is the beginning of that under a later one (RFC 9162)',
    answer: 'ConsistencyProof',
    problems: ['not-found'],
  })
  consistency(@Query() query: ConsistencyQuery): Answer {
    return consistencyShown(this.service.seals, query);
  }
}
