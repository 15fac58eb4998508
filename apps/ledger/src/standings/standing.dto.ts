import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { EXPLAINED_FIELDS, type ExplainedField } from '#libs/enrollment';
import { type Depth, DEPTHS } from '#libs/ledger';
import { expecting, OneOf } from '../questions/expecting.js';
import { DayQuery } from '../questions/question.dto.js';

/** Which field to explain, and for whom. */
export class ExplanationParameters extends DayQuery {
  @ApiProperty({ enum: EXPLAINED_FIELDS, example: 'waiting' })
  @OneOf(EXPLAINED_FIELDS)
  readonly field!: ExplainedField;

  @ApiPropertyOptional({ enum: DEPTHS, default: 'audit', description: '`audit` trims nothing.' })
  @IsOptional()
  @OneOf(DEPTHS)
  readonly depth?: Depth;
}

/** Whose repair to quote, and at which coordinates. */
export class RepairQuoteBody {
  @ApiProperty({ example: 'P-0001' })
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly member!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Default: the latest enrolment.', example: 2028 })
  @IsOptional()
  @IsInt(expecting({ zh: '整数年份, 如 2028', en: 'a year as a whole number, such as 2028' }))
  readonly enrolmentYear?: number;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The day of payment. Default: today.',
    example: '2028-03-15',
  })
  @IsOptional()
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly on?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly knownAt?: string;

  @ApiPropertyOptional({ example: 'fujian@1' })
  @IsOptional()
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly pack?: string;

  @ApiPropertyOptional({ example: 'R1=yes' })
  @IsOptional()
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly readings?: string;
}
