import { readFlags, UsageError } from './flags.js';
import { readSettings } from './settings.js';

/** Wrong usage is told before the framework is loaded, which takes longer than everything else. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2), process.env);
  const settings = readSettings(process.env, flags);
  const { serve } = await import('./serve.js');
  await serve(flags, settings);
}

async function fail(error: unknown): Promise<never> {
  const code = error instanceof UsageError ? 2 : (await import('./exit-code.js')).exitCodeOf(error);
  const text = error instanceof Error ? (code === 70 ? error.stack : error.message) : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exit(code);
}

main().catch(fail);
