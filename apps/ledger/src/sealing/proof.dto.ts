import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { expecting } from '../questions/expecting.js';
import { WholeNumber } from '../questions/whole-number.js';

const MOST = Number.MAX_SAFE_INTEGER;
const text = expecting({ zh: '文本', en: 'text' });

/** Which checkpoints to list. */
export class CheckpointsQuery {
  @ApiPropertyOptional({
    description: 'Those over more events than this: `next` of the page before.',
    example: 1000,
  })
  @IsOptional()
  @WholeNumber(0, MOST)
  readonly after?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly limit?: number;
}

/** Which event is to be proved, and against which checkpoint. */
export class InclusionQuery {
  @ApiProperty({ description: 'Position of the event.', example: 44588412 })
  @WholeNumber(1, MOST)
  readonly position!: number;

  @ApiPropertyOptional({ description: 'Events under the checkpoint; default: the last one.' })
  @IsOptional()
  @WholeNumber(1, MOST)
  readonly size?: number;
}

/** Which two trees are compared. */
export class ConsistencyQuery {
  @ApiProperty({ description: 'Events in the tree that was seen before.', example: 1000 })
  @WholeNumber(0, MOST)
  readonly from!: number;

  @ApiPropertyOptional({ description: 'Events in the later tree; default: that of the last checkpoint.' })
  @IsOptional()
  @WholeNumber(0, MOST)
  readonly to?: number;
}

/** The co-signature of a witness (C2SP tlog-cosignature). */
export class WitnessBody {
  @ApiProperty({ description: 'Key of the witness: name+id+base64.', example: 'witness.example.com/w1+…+…' })
  @IsString(text)
  readonly witness!: string;

  @ApiProperty({ description: 'Its signature line, or the whole note with it.' })
  @IsString(text)
  readonly signature!: string;
}
