/** What is wrong with the file of a database itself, whatever its tables hold. */
export interface FileFault {
  /** In SQLite's own words, but for what it finds nothing wrong with. */
  readonly says: string;
  /** The index that does not agree with its table; null: the file is wrong elsewhere. */
  readonly index: string | null;
  /** The table that is meant; null where that cannot be told. */
  readonly table: string | null;
  /** Number of the table's row, which is the position in a table of events; null where it is no single row or has no number. */
  readonly row: number | null;
  /** The stream that the row is of, in a log; null elsewhere. */
  readonly stream: string | null;
  /** True of a trigger, a view or a row that nothing numbers: what is read is not touched by it. */
  readonly isReadAsBefore?: true;
  /** True of a row that no other row is of: it was put there, or what was of it is gone. */
  readonly isIdle?: true;
  /** True of a table that is gone, or has not the columns of the program: nothing can be made of it. */
  readonly hasOtherColumns?: true;
}
