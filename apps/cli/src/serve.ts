import { Command } from 'commander';
import { serveApi } from './serving/api-process.js';
import { examples } from './flags/examples.js';
import { withLanguage } from './flags/groups.js';
import { withListening, type ListeningOptions } from './flags/listening.js';
import { wrongUsage } from './failures/failure.js';
import type { Shell } from './shell.js';

interface ServeOptions extends ListeningOptions {
  readonly data?: string;
  readonly sample?: boolean;
  readonly regions?: string;
}

/** `canbao serve --data DIR`: the HTTP API on a data directory. */
export function serveCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('serve')
    .description(say({ zh: '在数据目录上启动 HTTP 服务', en: 'serve the HTTP API on a data directory' }))
    .option(
      '--data <dir>',
      say({ zh: '数据目录, 不存在时建立', en: 'data directory, created where there is none' }),
    )
    .option(
      '--sample',
      say({
        zh: '示例台账: 示例时钟, 无需密钥, 仅限本机',
        en: 'a sample ledger: sample clock, no keys, this machine only',
      }),
    )
    .option(
      '--regions <file>',
      say({ zh: '导入统筹区配置 regions.yaml', en: 'import the regions of a regions.yaml' }),
    );
  examples(
    command,
    shell,
    [
      'canbao serve --sample --data ./data',
      'canbao serve --data /var/lib/canbao --port 8080 --regions regions.yaml',
    ],
    { zh: '服务进程的退出码; 7 端口被占用', en: "the server's own; 7 the port is taken" },
  );
  return withListening(withLanguage(command, shell), shell).action(
    async ({ data, sample, regions, ...listening }: ServeOptions) => {
      if (data === undefined) {
        throw wrongUsage(
          { zh: '缺少 --data。', en: '--data is missing.' },
          {
            zh: '指明数据目录, 或以 canbao demo 在内存中试用。',
            en: 'Name a data directory, or try `canbao demo`, which is in memory.',
          },
        );
      }
      const args = ['--data', data, ...(sample === true ? ['--sample'] : [])];
      await serveApi(shell, listening, {
        args: [...args, ...(regions === undefined ? [] : ['--regions', regions])],
        store: data,
      });
    },
  );
}
