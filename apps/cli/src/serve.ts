import { Command } from 'commander';
import { describeStoreAddress, formatStoreAddress } from '#libs/event-store';
import { storeAddressOf } from './access/store-address.js';
import { serveApi } from './serving/api-process.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withStore } from './flags/groups.js';
import { withListening, type ListeningOptions } from './flags/listening.js';
import { wrongUsage } from './failures/failure.js';
import type { Shell } from './shell.js';

interface ServeOptions extends ListeningOptions, StoreOptions {
  readonly sample?: boolean;
  readonly regions?: string;
  readonly readModels?: string;
  readonly seals?: string;
  readonly accessLog?: string;
}

/** `canbao serve --data DIR | --store ADDRESS`: the HTTP API on a store. */
export function serveCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('serve').description(
    say({
      zh: '在存储上启动 HTTP 服务; 其中没有台账时建立',
      en: 'serve the HTTP API on a store; a ledger is created where there is none',
    }),
  );
  withStore(command, shell)
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
    )
    .option(
      '--read-models <dir>',
      say({
        zh: '读模型所在目录 (默认数据目录); 每个进程一处',
        en: 'directory of the read models (default: the data directory); one for each process',
      }),
    )
    .option(
      '--seals <dir>',
      say({
        zh: '封存文件和封存密钥所在目录 (默认数据目录); 存储在服务器上时不写则不封存',
        en: 'directory of the seals and their key (default: the data directory); with a store on a server none without it',
      }),
    );
  command.option(
    '--access-log <dir>',
    say({
      zh: '查询记录所在目录 (默认数据目录或 --seals 下的 access-log); 存储在服务器上时须写其一',
      en: 'directory of the access log (default: access-log below the data directory or --seals); with a store on a server one of them is needed',
    }),
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
  return withListening(withLanguage(command, shell), shell).action(async (options: ServeOptions) => {
    const { sample, regions, readModels, seals, accessLog } = options;
    const address = storeAddressOf(options, shell.env);
    if (address === null) {
      throw wrongUsage(
        { zh: '缺少 --data 或 --store。', en: '--data or --store is missing.' },
        {
          zh: '指明数据目录或存储, 或以 canbao demo 在内存中试用。',
          en: 'Name a data directory or a store, or try `canbao demo`, which is in memory.',
        },
      );
    }
    await serveApi(shell, options, {
      args: [
        ...(sample === true ? ['--sample'] : []),
        ...(regions === undefined ? [] : ['--regions', regions]),
        ...(readModels === undefined ? [] : ['--read-models', readModels]),
        ...(seals === undefined ? [] : ['--seals', seals]),
        ...(accessLog === undefined ? [] : ['--access-log', accessLog]),
      ],
      // In the environment of the server, not among its arguments: there everybody could read a password.
      env: { CANBAO_STORE: formatStoreAddress(address) },
      store: describeStoreAddress(address),
    });
  });
}
