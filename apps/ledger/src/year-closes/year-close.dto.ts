import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { expecting, OneOf } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

/** Which year of which region to close. */
export class YearCloseBody {
  @ApiProperty({ example: '359901' })
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly region!: string;

  @ApiProperty({ type: 'integer', example: 2028 })
  @IsInt(expecting({ zh: '年度, 如 2028', en: 'a year such as 2028' }))
  readonly coverageYear!: number;
}

/** A step that says nothing beyond itself. */
@ApiSchema({ description: 'An empty object.' })
export class StepBody {}

/** How to list the members of a close. */
export class YearCloseMembersQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;

  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  readonly after?: string;

  @ApiPropertyOptional({
    enum: ['json', 'csv'],
    default: 'json',
    description: 'csv: all of them, as one file.',
  })
  @IsOptional()
  @OneOf(['json', 'csv'])
  readonly format?: 'json' | 'csv';
}
