import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import { CONSUMER_NAME, FEED_TOPICS, type FeedTopic, MAX_CONSUMER_NAME } from '#libs/ledger';
import { expecting, OneOf } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

const text = expecting({ zh: '文本', en: 'text' });
const nameOfReader = expecting({
  zh: `1 至 ${String(MAX_CONSUMER_NAME)} 个字母、数字或 . _ -`,
  en: `1 to ${String(MAX_CONSUMER_NAME)} letters, digits or . _ -`,
});

/** Longest wait of one request for an entry, in seconds. */
export const MAX_WAIT_SECONDS = 60;

/** What to read of the feed. */
export class FeedParameters {
  @ApiPropertyOptional({
    description: 'Name of the reader, for its own log and for ours.',
    example: 'claims',
    pattern: CONSUMER_NAME.source,
  })
  @IsOptional()
  @Matches(CONSUMER_NAME, nameOfReader)
  readonly consumer?: string;

  @ApiPropertyOptional({ enum: FEED_TOPICS, default: 'answers' })
  @IsOptional()
  @OneOf(FEED_TOPICS)
  readonly topic?: FeedTopic;

  @ApiPropertyOptional({
    description: 'A cursor, which never expires; `beginning` (default) or `now`.',
    example: 'beginning',
  })
  @IsOptional()
  @IsString(text)
  readonly after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_WAIT_SECONDS,
    default: 0,
    description: 'Waits so long for an entry; then the batch is empty.',
  })
  @IsOptional()
  @WholeNumber(0, MAX_WAIT_SECONDS)
  readonly waitSeconds?: number;

  @ApiPropertyOptional({ description: 'Only entries of this region.', example: '359901' })
  @IsOptional()
  @IsString(text)
  readonly region?: string;

  @ApiPropertyOptional({ description: 'Only answers of this scheme; with the topic `answers`.' })
  @IsOptional()
  @IsString(text)
  readonly scheme?: string;
}

/** How far a consumer has come. */
export class AcknowledgementBody {
  @ApiProperty({ description: 'The cursor of the last entry that it has taken.' })
  @IsString(text)
  readonly cursor!: string;

  @ApiPropertyOptional({ description: 'The region that it filters by.' })
  @IsOptional()
  @IsString(text)
  readonly region?: string;

  @ApiPropertyOptional({ description: 'The scheme that it filters by.' })
  @IsOptional()
  @IsString(text)
  readonly scheme?: string;

  @ApiPropertyOptional({ description: 'Why it cannot go on; shown to the operator.' })
  @IsOptional()
  @IsString(text)
  readonly error?: string;
}
