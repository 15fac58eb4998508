import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { IMPACT_BUCKETS, type ImpactBucket } from '#libs/ledger';
import { OneOf } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

/** A step that says nothing beyond itself. */
@ApiSchema({ description: 'An empty object.' })
export class ImpactStepBody {}

/** How to list the members of a run. */
export class ImpactMembersQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;

  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  readonly after?: string;

  @ApiPropertyOptional({ enum: IMPACT_BUCKETS, description: 'Only members of this bucket.' })
  @IsOptional()
  @OneOf(IMPACT_BUCKETS)
  readonly bucket?: ImpactBucket;

  @ApiPropertyOptional({
    enum: ['json', 'csv'],
    default: 'json',
    description: 'csv: all of them, as one file.',
  })
  @IsOptional()
  @OneOf(['json', 'csv'])
  readonly format?: 'json' | 'csv';
}
