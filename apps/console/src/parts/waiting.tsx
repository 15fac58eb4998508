import type { ReactNode } from 'react';
import { useSay } from '../words/words.js';

/** Something is on its way. */
export function Waiting(): ReactNode {
  const say = useSay();
  return (
    <p className="waiting" role="status">
      {say('app.waiting')}
    </p>
  );
}
