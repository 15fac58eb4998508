import { Command, Option } from 'commander';
import { SCHEMES } from '#libs/enrollment';
import { FeedClient, FeedError, type FeedStore, type FeedTopic } from '#libs/feed-client';
import { FEED_TOPICS } from '#libs/ledger';
import { ask, type HttpLedger } from './access/http-access.js';
import { problemFailure } from './access/http-problem.js';
import { httpLedgerOf } from './access/open-access.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure } from './failures/failure.js';
import { refusedQuestion } from './failures/report-failure.js';
import { examples } from './flags/examples.js';
import { type ServerOptions, withLanguage, withOutput, withServer } from './flags/groups.js';
import { FeedPrinter } from './lines/feed-lines.js';
import type { OutputOptions } from './output/answer.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface TailOptions extends OutputOptions, ServerOptions {
  readonly topic: FeedTopic;
  readonly after: string;
  readonly region?: string;
  readonly scheme?: string;
  /** False: `--no-wait`. */
  readonly wait: boolean;
  readonly user?: string;
}

/** The name under which a terminal reads; it acknowledges nothing. */
const READER = 'canbao-feed-tail';

/** `canbao feed tail`: the entries of the feed as they come. */
export function feedCommand(shell: Shell): Command {
  const { say } = shell;
  const feed = new Command('feed').description(
    say({ zh: '变更流: 哪些答案变了', en: 'the feed: which answers changed' }),
  );
  return feed.addCommand(tailCommand(shell));
}

function tailCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('tail')
    .description(
      say({
        zh: '逐条显示变更流并等待新条目; 断线后自动重连, 按 Ctrl-C 结束并给出续读命令',
        en: 'show the feed entry by entry and wait for more; connects again by itself, Ctrl-C ends it and says how to go on',
      }),
    )
    .addOption(
      new Option('--topic <topic>', say({ zh: '主题', en: 'topic' })).choices(FEED_TOPICS).default('answers'),
    )
    .option(
      '--after <cursor>',
      say({ zh: '从此游标之后开始, 或 beginning、now', en: 'begin after this cursor, or beginning, now' }),
      'now',
    )
    .option('--region <code>', say({ zh: '仅此统筹区', en: 'only this region' }))
    .addOption(
      new Option(
        '--scheme <scheme>',
        say({ zh: '仅此制度 (主题 answers)', en: 'only this scheme (topic answers)' }),
      ).choices(SCHEMES),
    )
    .option('--no-wait', say({ zh: '读完已有条目即结束', en: 'end once nothing more is there' }))
    .option(
      '--user <nn>',
      say({ zh: '示例账本中的办理人, 如 07', en: 'the person in a sample ledger, as 07' }),
    );
  examples(
    command,
    shell,
    [
      'canbao feed tail',
      'canbao feed tail --after beginning --no-wait -o csv > answers.csv',
      'canbao feed tail --topic standings --region 359901',
    ],
    {
      zh: '4 游标属于另一账本; 7 无法连接或无权限 (含密钥被吊销); 130 中断, 可续读',
      en: '4 the cursor is of another ledger; 7 cannot connect or not allowed (also a key that was revoked); 130 interrupted, can be resumed',
    },
  );
  for (const add of [withLanguage, withOutput, withServer]) add(command, shell);
  return command.action((options: TailOptions) => tail(shell, options));
}

/** The cursor alone: what was printed cannot be taken back, so nothing else is kept. */
class TailStore implements FeedStore<null> {
  private saved: string | null = null;

  constructor(private readonly start: string) {}

  get cursor(): string {
    return this.saved ?? this.start;
  }

  load(): string {
    return this.cursor;
  }

  transact(work: (transaction: null) => Promise<void>): Promise<void> {
    return work(null);
  }

  save(_: null, cursor: string): void {
    this.saved = cursor;
  }
}

async function tail(shell: Shell, options: TailOptions): Promise<void> {
  const ledger = { ...httpLedgerOf(shell, options), sampleUser: options.user ?? null };
  await checkAnswered(ledger, options);
  const store = new TailStore(options.after);
  const printer = new FeedPrinter(shell, options);
  const client = clientOf(ledger, options, {
    store,
    onTrouble: (error, retryInMs) => {
      noteTrouble(shell, error, retryInMs);
    },
  });
  await stoppedBySignals(async (signal) => {
    const until = options.wait ? {} : { until: 'caught-up' as const };
    await client
      .run(
        (entries) => {
          for (const entry of entries) printer.print(entry);
        },
        { signal, ...until },
      )
      .catch((error: unknown) => {
        throw error instanceof FeedError ? failureOf(error, ledger) : error;
      });
    if (signal.aborted) throw interrupted(options, store.cursor);
  });
}

/** A mistake in the address, the key or the flags is told at once; a server that goes away later is waited for. */
async function checkAnswered(
  ledger: HttpLedger,
  { topic, after, region, scheme }: TailOptions,
): Promise<void> {
  const named = Object.entries({ topic, after, region, scheme, limit: '1' }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  await ask(ledger, `/v1/feed?${new URLSearchParams(named).toString()}`, {
    method: 'GET',
    headers: { Accept: 'application/cloudevents-batch+json' },
  }).catch(refusedQuestion);
}

function clientOf(
  { url, key, language, purpose, sampleUser = null }: HttpLedger,
  { topic, region, scheme }: TailOptions,
  {
    store,
    onTrouble,
  }: { readonly store: TailStore; readonly onTrouble: (error: FeedError, ms: number) => void },
): FeedClient<FeedTopic, null> {
  return new FeedClient<FeedTopic, null>({
    ...{ url, key, topic, store, onTrouble, consumer: READER, acknowledges: false },
    ...(region === undefined ? {} : { region }),
    ...(scheme === undefined ? {} : { scheme }),
    headers: {
      'Accept-Language': language,
      ...(purpose === null ? {} : { 'Access-Purpose': purpose }),
      ...(sampleUser === null ? {} : { 'Sample-User': sampleUser }),
    },
  });
}

function noteTrouble(shell: Shell, { message }: FeedError, retryInMs: number): void {
  const seconds = (retryInMs / 1000).toFixed(1);
  shell.note(
    shell.say({
      zh: `连接中断, ${seconds} 秒后重连 (${message})`,
      en: `Disconnected; connecting again in ${seconds} s (${message})`,
    }),
  );
}

/** A failure of the feed as the other commands tell failures of a server. */
function failureOf(error: FeedError, { url }: HttpLedger): CommandFailure {
  const { refusal } = error as { readonly refusal?: { status: number; problem: string; detail: string } };
  if (refusal !== undefined)
    return problemFailure(refusal.status, { code: refusal.problem, detail: refusal.detail });
  return new CommandFailure({
    exit: EXIT.unreachable,
    detail: {
      zh: `无法读取 ${url} 的变更流: ${error.message}`,
      en: `Cannot read the feed of ${url}: ${error.message}`,
    },
    remedy: {
      zh: '先以 canbao demo 或 canbao serve 启动台账, 或用 --url 指明台账。',
      en: 'Start a ledger with `canbao demo` or `canbao serve`, or name one with --url.',
    },
  });
}

/** The command that goes on with the same server, as the same person. */
function interrupted(
  { topic, region, scheme, url, user, keyFile }: TailOptions,
  cursor: string,
): CommandFailure {
  const filters = [
    ...(url === undefined ? [] : ['--url', url]),
    ...(keyFile === undefined ? [] : ['--key-file', keyFile]),
    ...(user === undefined ? [] : ['--user', user]),
    ...(topic === 'answers' ? [] : ['--topic', topic]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(scheme === undefined ? [] : ['--scheme', scheme]),
  ];
  const command = ['canbao feed tail', ...filters, '--after', cursor].join(' ');
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: { zh: '已中断。', en: 'Interrupted.' },
    remedy: { zh: `续读: ${command}`, en: `Go on with: ${command}` },
  });
}
