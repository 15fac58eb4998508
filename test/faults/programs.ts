import { directoryAddress } from '#libs/event-store';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import type { Command } from './command.js';
import { closing } from './commands.js';
import { openAt } from './prepared-ledger.js';

/** The command line ended with another code than 0. */
export class CommandLineFailed extends Error {
  constructor(
    readonly exit: number,
    noted: readonly string[],
  ) {
    super(noted.join('\n'));
  }

  /** The code of the failure, which is printed between brackets. */
  get code(): string | undefined {
    return /\[([a-z-]+)\]/.exec(this.message)?.[1];
  }
}

/** What `serveWithRegions` imports. */
export const REGIONS_YAML =
  '- { code: "359901", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }\n';

/** The programs of the product that write to a data directory themselves, from opening to closing. */
export function programs(regionsFile: string): readonly Command[] {
  return [
    commandLine('canbao key create, in a new directory', 'nothing', 'new', (data) => [
      ...['key', 'create', '--role', 'admin', '--regions', 'all', '--data', data, '--commit'],
    ]),
    commandLine('canbao key revoke', 'ledger', 'same', async (data) => {
      const [key] = await closing(openAt(data), ({ ledger }) => ledger.access.listKeys());
      return ['key', 'revoke', key?.keyId ?? '', '--data', data, '--commit'];
    }),
    commandLine('canbao append', 'ledger', 'same', (data) => [
      ...['append', 'PremiumPaid', 'P-0001', '--coverage-year', '2028', '--paid-on', '2027-11-20'],
      ...['--amount-fen', '40000', '--system', 'tax-359901', '--document', 'TX1', '--idempotency-key', 'k'],
      ...['--data', data, '--commit'],
    ]),
    serveWithRegions(regionsFile),
  ];
}

/** The start of the service in a new directory, up to the point where it would listen, and its end. */
function serveWithRegions(regions: string): Command {
  return {
    name: 'canbao serve --regions, in a new directory',
    from: 'nothing',
    repeated: 'state',
    isExact: false,
    run: async (data, watched) => {
      // Loaded here, since the framework that comes with it is slow to load, and a killed process loads everything anew.
      const { openService } = await import('../../apps/ledger/src/open-service.js');
      const flags = {
        store: directoryAddress(data),
        regions,
        sample: false,
        host: '127.0.0.1',
        port: 0,
        readModels: null,
      };
      const settings = { requestsPerMinute: null, logLevel: 'silent' };
      return watched(() => closing(openService(flags, settings), ({ ledger }) => ledger.policy.regions()));
    },
  };
}

function commandLine(
  name: string,
  from: Command['from'],
  repeated: Command['repeated'],
  argsFor: (directory: string) => readonly string[] | Promise<readonly string[]>,
): Command {
  return {
    name,
    from,
    repeated,
    isExact: false,
    run: async (directory, watched) => {
      const args = await argsFor(directory);
      const shell = recordingShell();
      try {
        await watched(() => buildProgram(shell).parseAsync(args, { from: 'user' }));
      } catch (error) {
        throw new CommandLineFailed(reportFailure(error, shell), shell.noted);
      }
      return shell.printed;
    },
  };
}
