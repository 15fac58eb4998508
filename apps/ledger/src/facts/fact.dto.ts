import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { OneOf } from '../questions/expecting.js';

/** How to post a fact. */
export class FactParameters {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description:
      'Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key.',
  })
  @IsOptional()
  @OneOf(['true', 'false'])
  readonly dryRun?: 'true' | 'false';
}
