import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { PURPOSES } from '../access/access.guard.js';
import { expecting, OneOf } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

/** Purposes as entries have them: `sample` is what stands in a sample ledger where none was said. */
const LOGGED_PURPOSES = [...PURPOSES, 'sample'];

/** Which entries of the access log to list. */
export class AccessLogQuery {
  @ApiPropertyOptional({ description: 'Only reads of this member.', example: 'P-0001' })
  @IsOptional()
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly member?: string;

  @ApiPropertyOptional({
    description: 'Only reads by the holder of this key, also with the keys before and after it: `key:k…`.',
    example: 'key:k0123456789ab',
  })
  @IsOptional()
  @Matches(/^[\w:.-]{1,100}$/, expecting({ zh: '密钥编号, 如 key:k…', en: 'the number of a key, as key:k…' }))
  readonly holder?: string;

  @ApiPropertyOptional({ description: 'Only reads of this civil day at +08:00.', format: 'date' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, expecting({ zh: '日期 YYYY-MM-DD', en: 'a day YYYY-MM-DD' }))
  readonly day?: string;

  @ApiPropertyOptional({ enum: LOGGED_PURPOSES })
  @IsOptional()
  @OneOf(LOGGED_PURPOSES)
  readonly purpose?: string;

  @ApiPropertyOptional({
    description: 'Entries after this number: `next` of the page before.',
    example: 1000,
  })
  @IsOptional()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  readonly after?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;
}
