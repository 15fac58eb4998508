import { createServer } from 'node:net';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';

/** Checks that an address can be listened on, and gives the port; for port 0 a free one is chosen. */
export function freePort(address: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(cannotListen(address, error));
    });
    server.listen({ ...address, exclusive: true }, () => {
      const bound = server.address();
      server.close(() => {
        resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port);
      });
    });
  });
}

function cannotListen(
  { host, port }: { readonly host: string; readonly port: number },
  { code, message }: NodeJS.ErrnoException,
): CommandFailure {
  const remedy = {
    zh: '用 --port 换一个端口, 或停止占用它的程序。',
    en: 'Choose another with --port, or stop the program that has it.',
  };
  if (code === 'EADDRINUSE') {
    const detail = {
      zh: `${host} 的端口 ${port} 已被另一程序占用。`,
      en: `Port ${port} on ${host} is taken by another program.`,
    };
    return new CommandFailure({ exit: EXIT.unreachable, detail, remedy });
  }
  return new CommandFailure({
    exit: EXIT.unreachable,
    detail: {
      zh: `不能在 ${host}:${port} 监听: ${message}。`,
      en: `Cannot listen on ${host}:${port}: ${message}.`,
    },
    remedy: { zh: '换用 --host 或 --port。', en: 'Choose another --host or --port.' },
  });
}
