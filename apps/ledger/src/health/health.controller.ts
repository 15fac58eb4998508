import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Bilingual } from '#libs/enrollment';
import { StoreError, StoreUnavailableError, type UnavailableReason } from '#libs/event-store';
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
    summary:
      'The store, the packs, the clock and the read models; `degraded` while a read model waits after a failure, so that the feed is ' +
      'refused and everything else answered; 503 while it starts, stops, or cannot read or write its store or the access log',
    answer: 'Readiness',
    isPublic: true,
  })
  async readyz(): Promise<Answer> {
    if (!this.service.isAccepting) return new Answer({ status: 'stopping' }, { status: 503 });
    const health = this.service.storeHealth;
    if (!health.isWritable) return unavailable(health.reason);
    if (!this.service.accessLog.isWritable) return accessLogUnavailable;
    try {
      const { kind, engine, position, now, today, packs } = await this.service.ledger.status();
      const { projections } = this.service;
      const clock = { kind: kind === 'sample' ? 'sample clock' : 'system clock', now, today };
      const isDegraded = projections.some(({ state }) => state === 'waiting');
      return new Answer({
        status: isDegraded ? 'degraded' : 'ready',
        ledger: kind,
        engine,
        store: { position },
        packs,
        clock,
        projectionLag: Math.max(...projections.map(({ lagSeconds }) => lagSeconds)),
        projections,
      });
    } catch (error) {
      this.service.logger.error({ err: error }, 'not ready');
      return unavailable(reasonOf(error));
    }
  }
}

function reasonOf(error: unknown): UnavailableReason {
  if (error instanceof StoreUnavailableError) return error.reason;
  return error instanceof StoreError && error.code === 'foreign-event' ? 'foreign-event' : 'failed';
}

/** What the operator has to do; whoever asks is a probe, so both languages are given. */
function unavailable(reason: UnavailableReason): Answer {
  const { zh, en } = remedies[reason] ?? restart;
  return new Answer({ status: 'store-unavailable', reason, remedy: `${zh} ${en}` }, { status: 503 });
}

/** Every read of a member is refused; appends still go through. */
const accessLogUnavailable = new Answer(
  {
    status: 'access-log-unavailable',
    remedy:
      '查询记录无法写入, 参保人一律不可查询: 检修 access-log 目录所在磁盘, 磁盘已满则腾出空间 (随后自动就绪); 仍未就绪则重启服务。 ' +
      'The access log cannot be written, so no member can be read: mend the disk of its directory, or make room on it ' +
      '(it is ready then by itself); where it does not become ready, restart.',
  },
  { status: 503 },
);

const restart: Bilingual = {
  zh: '存储无法写入, 直到重新启动: 检修磁盘后重启服务。',
  en: 'The store refuses every append until it is opened again: restart after mending the disk.',
};

/** What passes by itself needs no restart, and a restart would not help. */
const remedies: Partial<Record<UnavailableReason, Bilingual>> = {
  corrupt: {
    zh: '数据已损坏: 停止服务, 保留数据目录的副本, 恢复备份后重启。',
    en: 'The data is damaged: stop, keep a copy of the data directory, restore a backup, then restart.',
  },
  unreachable: {
    zh: '存储服务器没有应答: 检查该服务器和网络; 恢复后自动就绪。',
    en: 'The server of the store does not answer: look at it and at the network; ready again once it is back.',
  },
  'access-denied': {
    zh: '存储服务器拒绝该用户: 检查 CANBAO_STORE 中的用户、口令及其权限。',
    en: 'The server of the store refuses the user: check user and password in CANBAO_STORE, and the rights.',
  },
  'unsupported-server': {
    zh: '存储服务器的版本不足: 见运维文档。',
    en: 'The server of the store lacks what the ledger needs: see the operating manual for the version.',
  },
  'foreign-event': {
    zh: '台账的事件流中有并非本台账写入的事件, 日志写明其流和序号: 收回他人的写入权限, 恢复备份后重启。',
    en:
      'A stream of the ledger holds an event that it did not write; the log names stream and number: take that right ' +
      'away, restore a backup, then restart.',
  },
};
