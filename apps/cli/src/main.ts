import { EXIT } from './failures/exit-codes.js';
import { buildProgram } from './program.js';
import { reportFailure } from './failures/report-failure.js';
import { processShell } from './shell.js';

const args = process.argv.slice(2);
const shell = processShell(args, process);

// Whoever reads the answer may stop early (`canbao … | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
    // Nothing more can be said where standard error itself fails.
    process.exit(stream === process.stderr ? EXIT.unreachable : reportFailure(error, shell));
  });
}
process.on('SIGINT', () => {
  process.exit(EXIT.interrupted);
});

buildProgram(shell)
  .parseAsync(args, { from: 'user' })
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error, shell);
  });
