import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { RECORD_KINDS, type RecordKind } from '#libs/enrollment';
import { expecting, OneOf } from '../questions/expecting.js';

const text = expecting({ zh: '文本', en: 'text' });

/** How far a source has come, for a region and a kind of records. */
export class WatermarkBody {
  @ApiProperty({ example: '359901' })
  @IsString(text)
  readonly region!: string;

  @ApiProperty({ enum: RECORD_KINDS, example: 'premiums' })
  @OneOf(RECORD_KINDS)
  readonly kind!: RecordKind;

  @ApiProperty({
    format: 'date',
    description: 'Every record dated up to this day, inclusive, is in the ledger. Not after today.',
    example: '2028-03-14',
  })
  @IsString(text)
  readonly completeThrough!: string;
}
