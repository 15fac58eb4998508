import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CoreDigest, sha256, written } from '#libs/audit';
import { packageVersion } from '../package-folder.js';

/** Beside the built program; the sources have none. */
const CORE = join(__dirname, '..', '..', '..', '..', 'verifiers', 'core.mjs');

/** What decides in this program, as its checkpoints name it; null where it runs from its sources. */
export function coreDigest(): CoreDigest | null {
  if (!existsSync(CORE)) return null;
  return { engine: packageVersion(), digest: written(sha256(readFileSync(CORE))) };
}
