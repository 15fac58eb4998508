/**
 * The numbered sections of docs/domain.md, to which the rows of a `sources.md` may refer; a test compares them. The page
 * itself is no part of the package.
 */
export const RULE_SECTIONS: ReadonlySet<string> = new Set([
  '1',
  '2',
  '3',
  '4',
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.5',
  '4.6',
  '4.7',
  '4.8',
  '4.9',
  '4.10',
  '4.11',
  '4.12',
  '4.13',
  '4.14',
  '5',
  '6',
  '7',
]);
