import { canonicalJson } from '#libs/canonical';

/** Whether the browser came to the bytes that the server sent, and otherwise to what else. */
export type Comparison =
  | { readonly status: 'identical' }
  /** Only the version of the program differs: the same conclusion by another engine. */
  | { readonly status: 'other-engine'; readonly served: string; readonly local: string }
  | {
      readonly status: 'different';
      /** The parts of the answer that differ, as JSON pointers; coordinates first. */
      readonly parts: readonly string[];
      readonly served: string;
      readonly local: string;
    };

interface WithEngine {
  readonly coordinates?: { readonly engine?: string };
}

/** Compares an answer as it was sent with the same answer computed here. */
export function compare(served: string, local: object | undefined): Comparison {
  const own = local === undefined ? 'null' : canonicalJson(local);
  if (own === served) return { status: 'identical' };
  const theirs = JSON.parse(served) as Readonly<Record<string, unknown>> & WithEngine;
  const ours = JSON.parse(own) as (Readonly<Record<string, unknown>> & WithEngine) | null;
  const engines = { served: theirs.coordinates?.engine ?? '', local: ours?.coordinates?.engine ?? '' };
  const parts = differing(theirs, ours ?? {});
  if (parts.length === 1 && parts[0] === '/coordinates/engine') return { status: 'other-engine', ...engines };
  return { status: 'different', parts, served, local: own };
}

function differing(
  served: Readonly<Record<string, unknown>>,
  local: Readonly<Record<string, unknown>>,
  at = '',
): readonly string[] {
  const names = [...new Set([...Object.keys(served), ...Object.keys(local)])].sort(
    (a, b) => Number(b === 'coordinates') - Number(a === 'coordinates'),
  );
  return names.flatMap((name) => {
    const [a, b] = [served[name], local[name]];
    if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return [];
    return name === 'coordinates' && isObject(a) && isObject(b)
      ? differing(a, b, `${at}/coordinates`)
      : [`${at}/${name}`];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
