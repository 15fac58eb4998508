import { useCallback, useState } from 'react';
import type { NamedComparison } from '../../parts/recomputed.js';
import type { MemberData } from './member-data.js';

/** Comparisons of answers that parts of a room ask for themselves. */
export interface Reported {
  /** Those of the member and the coordinates that are on the screen. */
  readonly of: (data: MemberData) => readonly NamedComparison[];
  /** Takes comparisons, each in the place of the one of its name; those of other coordinates are dropped. */
  readonly report: (data: MemberData, comparisons: readonly NamedComparison[]) => void;
}

/** Collects what the parts of a room compared. */
export function useReported(): Reported {
  const [state, setState] = useState<{ readonly about: string; readonly list: readonly NamedComparison[] }>({
    about: '',
    list: [],
  });
  const report = useCallback<Reported['report']>((data, comparisons) => {
    const about = aboutOf(data);
    const names = comparisons.map(({ name }) => name);
    setState((before) => {
      const others = before.about === about ? before.list.filter(({ name }) => !names.includes(name)) : [];
      return { about, list: [...others, ...comparisons] };
    });
  }, []);
  const of = useCallback<Reported['of']>(
    (data) => (state.about === aboutOf(data) ? state.list : []),
    [state],
  );
  return { of, report };
}

function aboutOf({ member, local }: MemberData): string {
  return JSON.stringify([member.member, local.question]);
}
