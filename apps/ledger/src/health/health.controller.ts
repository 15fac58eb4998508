import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';

/** Whether the process lives, and whether requests should be sent to it. Public: they say nothing of any member. */
@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly service: Service) {}

  @Get('livez')
  @Documented({ summary: 'The process lives', answer: 'Liveness', isPublic: true })
  livez(): Answer {
    return new Answer({ status: 'live' });
  }

  @Get('readyz')
  @Documented({
    summary: 'The store, the packs and the clock; 503 while it starts, stops or cannot read its store',
    answer: 'Readiness',
    isPublic: true,
  })
  async readyz(): Promise<Answer> {
    if (!this.service.isAccepting) return new Answer({ status: 'stopping' }, { status: 503 });
    try {
      const { kind, engine, position, now, today, packs } = await this.service.ledger.status();
      const clock = { kind: kind === 'sample' ? 'sample clock' : 'system clock', now, today };
      return new Answer({
        status: 'ready',
        ledger: kind,
        engine,
        store: { position },
        packs,
        clock,
        projectionLag: 0,
      });
    } catch (error) {
      this.service.logger.error({ err: error }, 'not ready');
      return new Answer({ status: 'store-unavailable' }, { status: 503 });
    }
  }
}
