import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { EventOrder, Question } from '#libs/ledger';
import { OneOf } from './expecting.js';
import { WholeNumber } from './whole-number.js';

const on = 'The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock.';
const knownAt =
  'Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything.';
const pack = 'Pins one pack version for every rule: `fujian@1`.';
const readings = 'What-if choices: `R1=yes,R16=freeze`. The answer is then hypothetical.';
const minPosition = 'Waits up to 10 s until the read model has reached this position.';

/** How far the read model must have come. */
export class MinPositionQuery {
  @ApiPropertyOptional({ description: minPosition, type: 'integer' })
  @IsOptional()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  readonly minPosition?: number;
}

/** As known at which moment; every read of something that changes takes it. */
export class KnownAtQuery extends MinPositionQuery {
  @ApiPropertyOptional({ description: knownAt, example: '2028-03-15' })
  @IsOptional()
  @IsString()
  readonly knownAt?: string;
}

/** The coordinates of a question about the whole history of a member. */
export class HistoryQuery extends KnownAtQuery implements Question {
  @ApiPropertyOptional({ description: pack, example: 'fujian@1' })
  @IsOptional()
  @IsString()
  readonly pack?: string;

  @ApiPropertyOptional({ description: readings, example: 'R1=yes' })
  @IsOptional()
  @IsString()
  readonly readings?: string;
}

/** The coordinates of a question about one day. */
export class DayQuery extends HistoryQuery {
  @ApiPropertyOptional({ description: on, format: 'date', example: '2028-03-15' })
  @IsOptional()
  @IsString()
  readonly on?: string;
}

/** A page of a list. */
export class PageQuery extends KnownAtQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;

  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  readonly after?: string;
}

/** Which members to list. */
export class MembersQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Members in this region on the day.', example: '359901' })
  @IsOptional()
  @IsString()
  readonly region?: string;

  @ApiPropertyOptional({ description: 'Members whose number begins so.', example: 'P-' })
  @IsOptional()
  @IsString()
  readonly prefix?: string;

  @ApiPropertyOptional({ description: on, format: 'date' })
  @IsOptional()
  @IsString()
  readonly on?: string;
}

/** How to list the events of a member. */
export class EventsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['effective', 'recorded'], default: 'effective' })
  @IsOptional()
  @OneOf(['effective', 'recorded'])
  readonly order?: EventOrder;

  @ApiPropertyOptional({ enum: ['consequences'], description: 'Adds what each event changed.' })
  @IsOptional()
  @OneOf(['consequences'])
  readonly expand?: 'consequences';
}
