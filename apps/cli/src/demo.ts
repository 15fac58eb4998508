import { Command } from 'commander';
import { serveApi } from './serving/api-process.js';
import { examples } from './flags/examples.js';
import { withLanguage } from './flags/groups.js';
import { withListening, type ListeningOptions } from './flags/listening.js';
import type { Shell } from './shell.js';

/** `canbao demo`: the sample ledger in memory; it ends with the process. */
export function demoCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('demo').description(
    say({ zh: '在内存中启动示例台账', en: 'serve the sample ledger in memory' }),
  );
  examples(command, shell, ['canbao demo', 'canbao demo --port 8080 --lang en'], {
    zh: '服务进程的退出码; 7 端口被占用',
    en: "the server's own; 7 the port is taken",
  });
  return withListening(withLanguage(command, shell), shell).action(async (listening: ListeningOptions) => {
    await serveApi(shell, listening, {
      args: ['--memory', '--sample'],
      store: say({ zh: '内存', en: 'memory' }),
    });
  });
}
