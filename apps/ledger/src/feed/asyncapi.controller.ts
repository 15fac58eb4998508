import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { asyncApiDocument } from '../openapi/asyncapi.js';
import { packageVersion } from '../package-folder.js';

/** What the feed says, for programs that read it. */
@ApiTags('feed')
@Public()
@Controller('asyncapi.json')
export class AsyncApiController {
  @Get()
  @ApiOperation({ summary: 'The entries of the feed in AsyncAPI 3' })
  @ApiOkResponse({
    description: 'AsyncAPI 3',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  document(): Answer {
    return new Answer(asyncApiDocument(packageVersion()));
  }
}
