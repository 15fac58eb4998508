import type { CivilDate } from '#libs/enrollment';
import type { MessageName } from '../../words/words.js';

/** The members of the sample ledger, each with the day on which its story is best seen. */
export const CAST: readonly {
  readonly member: string;
  readonly on: CivilDate;
  readonly story: MessageName;
}[] = [
  { member: 'P-0001', on: '2028-03-15' as CivilDate, story: 'cast.1' },
  { member: 'P-0002', on: '2030-03-15' as CivilDate, story: 'cast.2' },
  { member: 'P-0003', on: '2027-03-02' as CivilDate, story: 'cast.3' },
  { member: 'P-0004', on: '2031-03-01' as CivilDate, story: 'cast.4' },
  { member: 'P-0005', on: '2031-03-01' as CivilDate, story: 'cast.5' },
  { member: 'P-0006', on: '2031-03-01' as CivilDate, story: 'cast.6' },
  { member: 'P-0007', on: '2030-01-10' as CivilDate, story: 'cast.7' },
  { member: 'P-0008', on: '2031-03-01' as CivilDate, story: 'cast.8' },
];
