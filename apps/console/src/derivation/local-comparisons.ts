import {
  type BlameAnswer,
  type BlamedField,
  blameFrom,
  type DiffAnswer,
  diffFrom,
  type RegionScope,
} from '#libs/ledger/pure';
import { knownSource } from './known-source.js';
import { LocalAnswers, type LocalQuestion, type MemberSource } from './local-member.js';

/** What set the value of a field, found here; undefined where nobody is registered. */
export function localBlame(
  source: MemberSource,
  question: LocalQuestion,
  { field, scope }: { readonly field: BlamedField; readonly scope: RegionScope },
): BlameAnswer | undefined {
  const side = new LocalAnswers(source, question).side();
  return side && blameFrom(knownSource(source, scope), { member: source.member, field, ...side });
}

/** What differs between two sides, found here; undefined where nobody is registered on one of them. */
export function localDiff(
  source: MemberSource,
  sides: { readonly a: LocalQuestion; readonly b: LocalQuestion },
  scope: RegionScope,
): DiffAnswer | undefined {
  const a = new LocalAnswers(source, sides.a).side();
  const b = new LocalAnswers(source, sides.b).side();
  return a && b && diffFrom(knownSource(source, scope), { member: source.member, a, b });
}
