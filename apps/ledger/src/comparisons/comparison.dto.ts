import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { FACT_TYPES, type FactType } from '#libs/enrollment';
import { BLAMED_FIELDS, type BlamedField, DEFAULT_MIN_DELAY_DAYS, MAX_MIN_DELAY_DAYS } from '#libs/ledger';
import { OneOf } from '../questions/expecting.js';
import { DayQuery, PageQuery } from '../questions/question.dto.js';
import { WholeNumber } from '../questions/whole-number.js';

/** Which field to blame on something. */
export class BlameParameters extends DayQuery {
  @ApiProperty({ enum: BLAMED_FIELDS, example: 'waiting' })
  @OneOf(BLAMED_FIELDS)
  readonly field!: BlamedField;
}

/** What to look for in what was recorded late. */
export class RadarParameters extends PageQuery {
  @ApiPropertyOptional({ description: 'Only members who were ever in this region.', example: '359901' })
  @IsOptional()
  @IsString()
  readonly region?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_MIN_DELAY_DAYS,
    default: DEFAULT_MIN_DELAY_DAYS,
    description: 'Days of delay from which a fact is shown.',
  })
  @IsOptional()
  @WholeNumber(1, MAX_MIN_DELAY_DAYS)
  readonly minDelayDays?: number;

  @ApiPropertyOptional({ enum: FACT_TYPES, description: 'Only facts of this type.' })
  @IsOptional()
  @OneOf(FACT_TYPES)
  readonly type?: FactType;

  @ApiPropertyOptional({ format: 'date', description: 'Only what was recorded on or after this day.' })
  @IsOptional()
  @IsString()
  readonly recordedFrom?: string;
}
