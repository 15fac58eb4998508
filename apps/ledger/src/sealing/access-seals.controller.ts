import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '../access/permissions.js';
import type { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { CheckpointsQuery, ConsistencyQuery, InclusionQuery } from './proof.dto.js';
import { checkpointsShown, consistencyShown, inclusionShown, noteShown } from './shown-seals.js';

/** What was sealed of the access log, for the auditor who keeps it: hashes, and nobody's data. */
@ApiTags('access log')
@Controller('v1/access-log')
export class AccessSealsController {
  constructor(private readonly service: Service) {}

  @Get('checkpoints')
  @Requires('read-access-log')
  @Documented({
    summary: 'The signed checkpoints of the access log in order of size',
    answer: 'CheckpointList',
  })
  list(@Query() query: CheckpointsQuery): Answer {
    return checkpointsShown(this.service.accessSeals, query);
  }

  @Get('checkpoints/:size')
  @Requires('read-access-log')
  @Documented({
    summary: 'A checkpoint of the access log as a signed note; `latest` is the newest',
    answer: 'The note',
    texts: ['text/plain'],
    problems: ['not-found'],
  })
  note(@Param('size') size: string, @Res({ passthrough: true }) response: Response): string {
    const note = noteShown(this.service.accessSeals, size);
    response.type('text/plain').set('Cache-Control', 'private, no-cache');
    return note;
  }

  @Get('proofs/inclusion')
  @Requires('read-access-log')
  @Documented({
    summary: 'The proof that an entry is in the access log under a checkpoint; its `number` is the position',
    answer: 'InclusionProof',
    problems: ['not-found'],
  })
  inclusion(@Query() query: InclusionQuery): Answer {
    return inclusionShown(this.service.accessSeals, query);
  }

  @Get('proofs/consistency')
  @Requires('read-access-log')
  @Documented({
    summary: 'The proof that the access log under one checkpoint is the beginning of that under a later one',
    answer: 'ConsistencyProof',
    problems: ['not-found'],
  })
  consistency(@Query() query: ConsistencyQuery): Answer {
    return consistencyShown(this.service.accessSeals, query);
  }
}
