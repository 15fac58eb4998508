import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '../access/permissions.js';
import { problemResponses } from '../openapi/documented.js';
import { Service } from '../service.js';

const TEXT = {
  description: 'The figures',
  content: { 'text/plain': { schema: { type: 'string' } } },
} as const;
const refused = problemResponses(['not-authenticated', 'not-allowed', 'rate-limited']);

/** The figures of the service, for Prometheus: an operator's key, or a caller on this machine. They name no member. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly service: Service) {}

  @Get()
  @Requires('run-jobs', { isOpenOnLoopback: true })
  @ApiOperation({
    summary: 'Appends, derivations, refusals and times, in the text format of Prometheus',
    security: [{ bearer: [] }, {}],
  })
  @ApiOkResponse(TEXT)
  @ApiResponse({ status: 401, ...refused['401'] })
  @ApiResponse({ status: 403, ...refused['403'] })
  @ApiResponse({ status: 429, ...refused['429'] })
  async scrape(@Res() response: Response): Promise<void> {
    const { metrics, storeHealth: health, projections, sealingStatus: sealing } = this.service;
    const { isWritable } = this.service.accessLog;
    const accessLog = { isWritable, sealing: this.service.accessSealingStatus };
    // A store that cannot be read is what a scrape has to show, not a reason to fail it.
    const position = await this.service.logPosition().catch(() => undefined);
    const text = await metrics.expose({ position, health, projections, sealing, accessLog });
    response.set('Cache-Control', 'no-store').type(metrics.contentType).send(Buffer.from(text));
  }
}
