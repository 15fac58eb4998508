import { useSyncExternalStore } from 'react';

/** As narrow as a page of 1366 pixels at a zoom of 250 % or more; `style/parts.css` folds its tables at the same width. */
const NARROW = matchMedia('(max-width: 36rem)');

function subscribe(changed: () => void): () => void {
  NARROW.addEventListener('change', changed);
  return () => NARROW.removeEventListener('change', changed);
}

/** Whether the page is so narrow that what is seldom needed is folded away, to leave the first screen to the answer. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => NARROW.matches);
}
