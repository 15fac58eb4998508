import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { expecting } from '../questions/expecting.js';

/** Who signs in. */
export class SessionBody {
  @ApiProperty({ description: 'A key, as `canbao key create` printed it.' })
  @IsString(expecting({ zh: '文本', en: 'text' }))
  readonly key!: string;
}
