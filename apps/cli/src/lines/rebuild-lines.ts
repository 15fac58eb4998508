import type { RebuildOutcome, RebuildStep } from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';

/** How far a rebuild is, in one line; positions say how much is left, for nobody counts the events beforehand. */
export function rebuildStepText(
  { phase, members, through, total }: RebuildStep,
  seconds: number,
  say: Say,
): string {
  const percent = Math.floor((through / Math.max(total, 1)) * 100);
  switch (phase) {
    case 'catch-up':
      return say({
        zh: `先补到最新 ${percent} %  pos:${through}/${total}`,
        en: `catching up first ${percent} %  pos:${through}/${total}`,
      });
    case 'build': {
      const rate = members / seconds;
      const left = Math.ceil(((total - through) / Math.max(through, 1)) * seconds);
      return say({
        zh: `重建 ${percent} %  pos:${through}/${total}  ${members} 人  每秒 ${rate.toFixed(0)}  剩余 ${left} 秒`,
        en: `rebuilding ${percent} %  pos:${through}/${total}  ${members} members  ${rate.toFixed(0)}/s  ${left} s left`,
      });
    }
  }
}

/** What was rebuilt, for people. */
export function rebuiltLines({ released, projection }: RebuildOutcome, say: Say): readonly string[] {
  const { name, version, position, asOf, parkedMembers, parkedEvents } = projection;
  return pairLines([
    [say({ zh: '投影', en: 'projection' }), `${name} v${version}`],
    [say({ zh: '截至', en: 'as of' }), `pos:${position}  ${asOf ?? '-'}`],
    [say({ zh: '重新接纳', en: 'taken again' }), String(released)],
    [
      say({ zh: '搁置', en: 'set aside' }),
      say({
        zh: `${parkedMembers} 人, ${parkedEvents} 条事件`,
        en: `${parkedMembers} members, ${parkedEvents} events`,
      }),
    ],
  ]);
}
