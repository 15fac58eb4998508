/** The one live generation of each of two databases: of the one that is looked at, and of `other`, attached and looked ahead for everyone. */
export interface LivePair {
  readonly here: number;
  readonly there: number;
}

const CONTENT = ['region', 'then_change_on', 'standing', 'before', 'after'] as const;

function contentOf(alias: string): string {
  return CONTENT.map((column) => `${alias}.${column}`).join(', ');
}

/** Each row of the standings with what is foreseen of it (`u`), and beside both the right ones of the member (`t`, `v`). */
function pairs({ here, there }: LivePair): string {
  return `main.standings_${here} s LEFT JOIN main.upcoming_${here} u ON u.id = s.rowid
    JOIN other.standings_${there} t ON t.member = s.member LEFT JOIN other.upcoming_${there} v ON v.id = t.rowid`;
}

/** What is foreseen of a row is there, and right. */
const IS_RIGHT = `u.id IS NOT NULL AND v.id IS NOT NULL AND (${contentOf('u')}) IS (${contentOf('v')})`;

/**
 * Rows of the standings of which the flag was changed that says whether somebody looked ahead for them. Not looked at is right of any,
 * but where what was foreseen is there all the same.
 */
export function wrongFlags(live: LivePair, columns: string): string {
  return `SELECT ${columns} FROM main.standings_${live.here} WHERE rowid IN (
    SELECT s.rowid FROM ${pairs(live)} WHERE iif(s.foreseen = 0, ${IS_RIGHT}, s.foreseen <> t.foreseen))`;
}

/**
 * What is foreseen and is not right, or is gone though row and flag are as they should be: by member, and by `id` where it is of
 * none. Of a row of the standings that is gone, or has another member, it is left over, and as it was: then that row alone is wrong.
 */
export function wrongForeseen(live: LivePair): string {
  const { here, there } = live;
  const lost = `SELECT json_array(${contentOf('v')}) FROM other.upcoming_${there} v
    JOIN other.standings_${there} t ON t.rowid = v.id LEFT JOIN main.standings_${here} s ON s.member = t.member
    WHERE s.rowid IS NULL OR s.rowid NOT IN (SELECT id FROM main.upcoming_${here})`;
  return `SELECT s.member, NULL AS id FROM ${pairs(live)}
    WHERE iif(u.id IS NULL, s.foreseen = 1 AND t.foreseen = 1, NOT (${IS_RIGHT}))
    UNION ALL
    SELECT s.member, u.id FROM main.upcoming_${here} u LEFT JOIN main.standings_${here} s ON s.rowid = u.id
    WHERE coalesce(s.member NOT IN (SELECT member FROM other.standings_${there}), true)
      AND json_array(${contentOf('u')}) NOT IN (${lost})`;
}
