import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { EXPLAINED_FIELDS, type ExplainedField, type Scheme, SCHEMES } from '#libs/enrollment';
import { DECISION_KINDS, type DecisionKind, type Depth, DEPTHS } from '#libs/ledger';
import { expecting, OneOf } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

const text = expecting({ zh: '文本', en: 'text' });

/** About whom, and at which coordinates, an answer is served. */
export class ServedQuestionBody {
  @ApiProperty({ example: 'P-0001' })
  @IsString(text)
  readonly member!: string;

  @ApiPropertyOptional({ enum: SCHEMES, default: 'resident', description: 'Only of an eligibility check.' })
  @IsOptional()
  @OneOf(SCHEMES)
  readonly scheme?: Scheme;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock.',
    example: '2028-03-15',
  })
  @IsOptional()
  @IsString(text)
  readonly on?: string;

  @ApiPropertyOptional({ description: 'Facts recorded up to here. Default: everything.' })
  @IsOptional()
  @IsString(text)
  readonly knownAt?: string;

  @ApiPropertyOptional({ example: 'fujian@1', description: 'Pins one pack version for every rule.' })
  @IsOptional()
  @IsString(text)
  readonly pack?: string;

  @ApiPropertyOptional({ description: 'What-if choices: the answer is hypothetical and not recorded.' })
  @IsOptional()
  @IsString(text)
  readonly readings?: string;
}

/** What an answer is served about. */
export class DecisionBody extends ServedQuestionBody {
  @ApiProperty({ enum: DECISION_KINDS, example: 'eligibility' })
  @OneOf(DECISION_KINDS)
  readonly kind!: DecisionKind;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Only of a repair quote. Default: the latest enrolment.',
  })
  @IsOptional()
  @IsInt(expecting({ zh: '整数年份, 如 2028', en: 'a year as a whole number, such as 2028' }))
  readonly enrolmentYear?: number;
}

/** How an answer is served. */
export class ServingParameters {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'Answers without recording: `decisionId` is null.',
  })
  @IsOptional()
  @OneOf(['true', 'false'])
  readonly dryRun?: 'true' | 'false';
}

/** Which field of a decision to explain, and for whom. */
export class DecisionExplanationParameters {
  @ApiPropertyOptional({
    enum: EXPLAINED_FIELDS,
    description: 'Default: what the decision is about: `benefitEligible`, or `waiting` of a repair quote.',
  })
  @IsOptional()
  @OneOf(EXPLAINED_FIELDS)
  readonly field?: ExplainedField;

  @ApiPropertyOptional({ enum: DEPTHS, default: 'audit', description: '`audit` trims nothing.' })
  @IsOptional()
  @OneOf(DEPTHS)
  readonly depth?: Depth;
}

/** What a bundle shall be shown to continue. */
export class BundleParameters {
  @ApiPropertyOptional({
    type: 'integer',
    description:
      'Size of a checkpoint that you have, for instance from an older letter: the bundle shows that it continues it.',
    example: 21633871,
  })
  @IsOptional()
  @WholeNumber(1, Number.MAX_SAFE_INTEGER)
  readonly since?: number;
}
