import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Service } from '../service.js';
import { type Complaint, problemOf } from './problem.js';

/**
 * Answers what the HTTP parser cannot read, which no route ever sees, with a problem like every other, and counts it.
 * What such a request may have said of its language is lost with it.
 */
export function refuseUnreadable(
  server: Server,
  { logger, metrics }: Pick<Service, 'logger' | 'metrics'>,
): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Who went away, or was answered in part already, cannot be told anything.
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
      socket.destroy();
      return;
    }
    const complaint = complaintOf(error.code);
    const problem = problemOf(complaint, randomUUID(), 'zh');
    metrics.refused(complaint.code);
    logger.info({ code: complaint.code, parser: error.code }, 'a request could not be read');
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${String(Buffer.byteLength(body))}`,
        'Content-Language: zh',
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

function complaintOf(code: string | undefined): Complaint {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      code: 'too-large',
      detail: { zh: '请求行与请求头超过 16 KiB。', en: 'Request line and headers exceed 16 KiB.' },
      remedy: { zh: '缩短地址与请求头。', en: 'Shorten the address and the headers.' },
    };
  }
  return {
    code: 'malformed-request',
    detail: { zh: '这不是完整的 HTTP 请求。', en: 'This is no complete HTTP request.' },
    remedy: { zh: '检查客户端或代理后重新提交。', en: 'Check the client or the proxy and send it again.' },
  };
}
