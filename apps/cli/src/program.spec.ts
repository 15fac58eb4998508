import type { Command } from 'commander';
import type { Language } from './language.js';
import { buildProgram } from './program.js';
import { reportFailure } from './failures/report-failure.js';
import { type RecordingShell, recordingShell } from './testing/recording-shell.js';

async function run(
  args: readonly string[],
  language: Language = 'en',
): Promise<{ readonly exit: number; readonly shell: RecordingShell }> {
  const shell = recordingShell(language);
  try {
    await buildProgram(shell).parseAsync(args, { from: 'user' });
    return { exit: 0, shell };
  } catch (error) {
    return { exit: reportFailure(error, shell), shell };
  }
}

function pathsBelow(command: Command): readonly (readonly string[])[] {
  return command.commands.flatMap((child) => [
    [child.name()],
    ...pathsBelow(child).map((path) => [child.name(), ...path]),
  ]);
}

const paths = pathsBelow(buildProgram(recordingShell())).map((path) => path.join(' '));

describe('the help', () => {
  it('lists every command of this release', () => {
    const commands =
      'serve demo standing explain timeline append quote derive cases pack readings key copy'.split(' ');
    expect(paths).toEqual(expect.arrayContaining(commands));
    expect(paths).toEqual(
      expect.arrayContaining(['quote repair', 'key revoke', 'pack show', 'append FactCorrected']),
    );
  });

  it.each(paths)('of %s is there in both languages', async (path) => {
    const english = await run([...path.split(' '), '--help']);
    const chinese = await run([...path.split(' '), '--help'], 'zh');
    expect(english.exit).toBe(0);
    expect(english.shell.printed.join('\n')).toContain(`Usage: canbao ${path}`);
    expect(english.shell.printed.join('\n')).not.toMatch(/[\u4e00-\u9fff]/);
    expect(chinese.shell.printed.join('\n')).toContain(`用法: canbao ${path}`);
    expect(english.shell.noted).toEqual([]);
  });

  it('says what the fields of a fact take', async () => {
    const { shell } = await run(['append', 'PremiumRefunded', '--help']);
    const help = shell.printed.join(' ').replace(/\s+/g, ' ');
    expect(help).toContain('--refunded-on <YYYY-MM-DD>');
    expect(help).toContain(
      'typing-error | late-arrival | payment-reversed | decision-overturned | rule-misapplied | not-liable | recorded-in-error',
    );
    const payment = await run(['append', 'PremiumPaid', '--help']);
    expect(payment.shell.printed.join('\n')).toContain('amount in fen, digits only (400 yuan: 40000)');
  });

  it('names the exit codes', async () => {
    const { shell } = await run(['--help']);
    expect(shell.printed.join('\n')).toContain('Exit codes:');
  });
});

describe('wrong usage', () => {
  const payment = ['append', 'PremiumPaid', 'P-0001', '--system', 't', '--document', '1'];

  it.each([
    [
      'an unknown command, with the nearest',
      ['standin', 'P-0001'],
      /unknown command 'standin' \(Did you mean standing\?\)/,
    ],
    ['an unknown type of event', ['append', 'PremiumPiad'], /Did you mean PremiumPaid/],
    ['an unknown option, with the nearest', ['standing', 'P-0001', '--onn', 'x'], /Did you mean --on\?/],
    ['a missing argument', ['standing'], /missing required argument 'member'/],
    ['too many arguments', ['standing', 'P-0001', 'P-0002'], /too many arguments/],
    ['an unknown format', ['pack', 'list', '-o', 'xml'], /Allowed choices are table, json, ndjson, csv/],
    ['an unknown language', ['pack', 'list', '--lang', 'fr'], /Allowed choices are zh, en/],
    ['an unknown field', ['explain', 'P-0001', 'wating'], /Allowed choices are covered/],
    [
      'a day that does not exist',
      ['standing', 'P-0001', '--on', '2026-02-30'],
      /^error: --on: found "2026-02-30"/,
    ],
    [
      'a day of a fact that does not exist',
      [...payment, '--paid-on', '2026-02-30'],
      /--paid-on: found "2026-02-30"/,
    ],
    ['an amount that is no number', [...payment, '--amount-fen', 'four'], /--amount-fen: found "four"/],
    [
      'an amount with decimals',
      [...payment, '--amount-fen', '400.00'],
      /--amount-fen: found "400.00".*digits/,
    ],
    [
      'a year with decimals',
      [...payment, '--coverage-year', '2032.0'],
      /found "2032.0", expected a year of four/,
    ],
    ['a fact without a source', ['append', 'PremiumPaid', 'P-0001'], /--system is missing/],
    [
      'a fact with half a source in its fields',
      ['append', 'PremiumPaid', 'P-0001', '--json', '{"source":{"system":"tax"}}'],
      /--document is missing/,
    ],
    ['fields that are no object', [...payment, '--json', '[1]'], /--json: found "\[1\]"/],
    ['an unknown reading', ['standing', 'P-0001', '--reading', 'R99=yes'], /R99/],
    ['an unknown choice', ['standing', 'P-0001', '--reading', 'R1=perhaps'], /R1: found perhaps/],
    [
      'two ledgers',
      ['standing', 'P-0001', '--url', 'http://127.0.0.1:9', '--data', 'x'],
      /Only one of --url/,
    ],
    ['a store of another kind', ['standing', 'P-0001', '--store', 'mysql:x'], /expected sqlite:DIR/],
    ['an address that is none', ['standing', 'P-0001', '--url', 'ledger'], /"ledger" is no http address/],
    ['a server without a store', ['serve'], /--data or --store is missing/],
    ['a server with two', ['serve', '--data', 'x', '--store', 'sqlite:x'], /Only one of --store and --data/],
    ['a key of no store', ['key', 'list'], /--store or --data is missing/],
    [
      'a password among the arguments',
      ['standing', 'P-0001', '--store', 'esdb://ledger:s3cret@h:2113'],
      /--store holds a password.*\n.*CANBAO_STORE/,
    ],
    [
      'a password of a copy',
      ['copy', '--from', 'esdb://ledger:s3cret@h', '--to', 'sqlite:x'],
      /--from holds a password.*\n.*CANBAO_COPY_FROM/,
    ],
    ['a rebuild beside no directory', ['rebuild', '--store', 'esdb://h'], /--read-models is missing/],
    ['a copy from nowhere', ['copy', '--to', 'sqlite:x'], /--from is missing/],
    ['a copy to nowhere', ['copy', '--from', 'sqlite:x'], /--to is missing/],
    ['a copy to itself', ['copy', '--from', 'sqlite:x', '--to', 'sqlite:x'], /are the same/],
    ['a copy of memory', ['copy', '--from', 'sqlite::memory:', '--to', 'sqlite:x'], /in memory cannot/],
    ['a back-up of a server', ['backup', 'x', '--store', 'esdb://127.0.0.1:1?tls=false'], /canbao export/],
    ['a back-up to nowhere', ['backup', '--data', 'x'], /missing required argument 'dest'/],
    ['a back-up of nothing', ['backup', 'x'], /--data is missing/],
    ['a restore to nowhere', ['restore', 'x'], /--data <dir>/],
    ['an import of nothing', ['import', '--data', 'x'], /--ledger <file>/],
    ['an import to nowhere', ['import', '--ledger', 'x'], /--data or --store is missing/],
    ['a re-seal by another function', ['reseal', '--algorithm', 'md5', '--data', 'x'], /sm3/],
    ['a re-seal by no function', ['reseal', '--data', 'x'], /--algorithm/],
    ['a re-seal of nothing', ['reseal', '--algorithm', 'sm3'], /--data, or --store and --seals, is missing/],
    ['a port that is none', ['demo', '--port', '70000'], /--port: found "70000"/],
    [
      'a key without a role',
      ['key', 'create', '--data', 'x', '--regions', 'all'],
      /Name --role and --regions, or --replaces/,
    ],
    [
      'regions that are no codes',
      ['key', 'create', '--data', 'x', '--regions', '35'],
      /--regions: found "35"/,
    ],
  ])('is told: %s', async (_, args, message) => {
    const { exit, shell } = await run(args);
    expect(shell.noted.join('\n')).toMatch(message);
    expect(shell.noted.join('\n')).not.toContain('s3cret');
    expect({ exit, printed: shell.printed }).toEqual({ exit: 2, printed: [] });
  });

  it('is told in Chinese, too', async () => {
    const { shell } = await run(['standing'], 'zh');
    expect(shell.noted).toEqual(['错误: 缺少参数 "member"', '处理: 见 canbao standing --help']);
  });
});
