import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { openBeside, Seals, sha256, written } from '#libs/audit';
import { everyRegion } from '#libs/ledger';
import { askForText } from './access/http-access.js';
import { httpLedgerOf, storeFrom } from './access/open-access.js';
import { author, openLedgerAt } from './access/store-access.js';
import { askThenClose } from './access/then-close.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type LedgerOptions, withLanguage, withLedger } from './flags/groups.js';
import { wholeNumberOf } from './flags/parse.js';
import type { Shell } from './shell.js';

interface BundleOptions extends LedgerOptions {
  readonly output?: string;
  readonly since?: number;
  readonly seals?: string;
}

/** `canbao bundle DECISION`: everything that shows a served decision to be right, in one file. */
export function bundleCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('bundle')
    .description(
      say({
        zh: '一个决定的证据包: 事实、规则、证明、告知书, 可在没有本台账的机器上核验',
        en: 'the evidence about a decision: facts, rules, proofs and letter in one file that is verified without the ledger',
      }),
    )
    .argument('<decision>', say({ zh: '决定编号', en: 'number of the decision' }))
    .option(
      '-o, --output <file>',
      say({ zh: '写入的文件 (默认标准输出)', en: 'file to write (default: standard output)' }),
    )
    .option(
      '--since <size>',
      say({
        zh: '您手中检查点的条数: 证据包将证明账本由它延续而来',
        en: 'size of a checkpoint that you have: the bundle shows that the log continues it',
      }),
      wholeNumberOf('--since', { min: 1, max: Number.MAX_SAFE_INTEGER }),
    )
    .option(
      '--seals <dir>',
      say({ zh: '封存所在目录 (默认数据目录)', en: 'directory of the seals (default: the data directory)' }),
    );
  examples(command, shell, [
    'canbao bundle dec_7f3k… -o dec_7f3k.json',
    'canbao verify dec_7f3k.json --checkpoint "95 af76 0f27 …"',
  ]);
  for (const add of [withLanguage, withLedger]) add(command, shell);
  return command.action(async (decision: string, options: BundleOptions) => {
    const { output } = options;
    if (output !== undefined && existsSync(output))
      throw wrongUsage(
        { zh: `${output} 已存在。`, en: `${output} exists already.` },
        { zh: '换一个文件名; 证据不会被覆盖。', en: 'Name another file; evidence is not overwritten.' },
      );
    const text = await bundleText(shell, decision, options);
    if (output === undefined) {
      // Not a line: the file is its own canonical form, and a line end after it would be an alteration.
      process.stdout.write(text);
      return;
    }
    // Facts about a person: nobody else on this machine reads them.
    writeFileSync(output, text, { flag: 'wx', mode: 0o600 });
    const digest = written(sha256(text));
    shell.note(
      say({
        zh: `已写入 ${output}: ${Buffer.byteLength(text)} 字节, ${digest}\n核验: canbao verify ${output}`,
        en: `${output}: ${Buffer.byteLength(text)} bytes, ${digest}\nVerify it: canbao verify ${output}`,
      }),
    );
  });
}

async function bundleText(shell: Shell, id: string, options: BundleOptions): Promise<string> {
  const address = storeFrom(shell, options);
  if (address === null) {
    const since = options.since === undefined ? '' : `?since=${options.since}`;
    const path = `/v1/decisions/${encodeURIComponent(id)}/evidence-bundle${since}`;
    return askForText(httpLedgerOf(shell, options), path);
  }
  const ledger = await openLedgerAt(address);
  return askThenClose(shell, ledger, async () => {
    const { logId } = await ledger.status();
    const directory = options.seals ?? (address.engine === 'sqlite' ? address.directory : null);
    const database = directory === null ? undefined : openBeside(directory, logId);
    try {
      return await ledger.decisions.evidenceBundle({
        id,
        reader: { actor: author().actor, scope: everyRegion, isOwnOnly: false },
        seals: database === undefined ? undefined : new Seals(database, logId),
        since: options.since === undefined ? [] : [options.since],
      });
    } finally {
      database?.close();
    }
  });
}
