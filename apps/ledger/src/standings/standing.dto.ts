import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { EXPLAINED_FIELDS, type ExplainedField } from '#libs/enrollment';
import { type Depth, DEPTHS } from '#libs/ledger';
import { DayQuery } from '../questions/question.dto.js';

/** Which field to explain, and for whom. */
export class ExplanationParameters extends DayQuery {
  @ApiProperty({ enum: EXPLAINED_FIELDS, example: 'waiting' })
  @IsIn(EXPLAINED_FIELDS)
  readonly field!: ExplainedField;

  @ApiPropertyOptional({ enum: DEPTHS, default: 'audit', description: '`audit` trims nothing.' })
  @IsOptional()
  @IsIn(DEPTHS)
  readonly depth?: Depth;
}

/** Whose repair to quote, and at which coordinates. */
export class RepairQuoteBody {
  @ApiProperty({ example: 'P-0001' })
  @IsString()
  readonly member!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Default: the latest enrolment.', example: 2028 })
  @IsOptional()
  @IsInt()
  readonly enrolmentYear?: number;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The day of payment. Default: today.',
    example: '2028-03-15',
  })
  @IsOptional()
  @IsString()
  readonly on?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  readonly knownAt?: string;

  @ApiPropertyOptional({ example: 'fujian@1' })
  @IsOptional()
  @IsString()
  readonly pack?: string;

  @ApiPropertyOptional({ example: 'R1=yes' })
  @IsOptional()
  @IsString()
  readonly readings?: string;
}
