import { canonicalJson } from '#libs/canonical';
import type { Account } from '#libs/enrollment';

/**
 * The digest of the rules' own account of an answer. A clause counts by its place: its paraphrase stands in the pack, whose
 * digest each step names. Rows of lists, which need no sorting of names, since a check makes this for every answer.
 * docs/audit-format.md has the rows for whoever makes them anew.
 *
 * @param sha256Of `sha256:…` over a text
 */
export function accountDigest(accounts: readonly Account[], sha256Of: (text: string) => string): string {
  const rows = accounts.map(({ schema, field, value, sentences, steps, notApplied }) => [
    schema,
    field,
    canonicalJson(value),
    sentences.zh,
    sentences.en,
    steps.map(rowOf),
    notApplied.map(({ rule, needed, seen }) => [rule, needed, seen]),
  ]);
  // Of lists of texts, numbers, truths and nulls this is the canonical form (RFC 8785).
  return sha256Of(JSON.stringify(rows));
}

function rowOf(step: Account['steps'][number]): readonly unknown[] {
  const { id, rule, value, unit, formula, inputs, readingIds, eventIds, anyOf, absent, clause, packDigest } =
    step;
  return [
    id,
    rule,
    value,
    unit,
    formula,
    inputs,
    readingIds,
    eventIds,
    anyOf,
    absent.map(({ type, coverageYear = null }) => [type, coverageYear]),
    clause.document,
    clause.at,
    packDigest,
  ];
}
