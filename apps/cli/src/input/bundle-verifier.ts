import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../version.js';

/** What a verification of a bundle says; docs/audit-format.md has the findings. */
export interface BundleReport {
  readonly verdict: 'intact' | 'altered' | 'cannot-tell';
  readonly finding: { readonly code: string; readonly at: string; readonly position: number | null } | null;
  readonly open: readonly { readonly code: string; readonly detail: string }[];
}

/** A checkpoint from elsewhere. */
interface NamedHead {
  readonly name: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The verifier that is handed to others, `verify.mjs`: the command line runs the same one. */
interface BundleVerifier {
  readonly verifyBundle: (
    bytes: Uint8Array,
    options: {
      readonly keys: readonly string[];
      readonly outside: readonly NamedHead[];
      readonly core: Uint8Array | null;
    },
  ) => Promise<BundleReport>;
  readonly reportLines: (report: BundleReport, language: string) => readonly string[];
  readonly exitCodeOf: (report: BundleReport, isStrict: boolean) => 0 | 1 | 6;
  readonly readOutside: (given: string) => NamedHead;
  readonly readGivenKey: (given: string) => string;
  readonly coreBeside: () => Uint8Array | null;
  readonly WrongUsage: new (message: string) => Error;
}

/** Loads the verifier with the core beside it, from where the build puts both. */
export async function bundleVerifier(): Promise<BundleVerifier> {
  const file = join(packageRoot(), 'dist', 'verifiers', 'verify.mjs');
  return (await import(pathToFileURL(file).href)) as BundleVerifier;
}
