import type { ReactNode } from 'react';
import { useSay } from '../../words/words.js';

/** What waits for whoever is signed in. */
export default function Desk(): ReactNode {
  const say = useSay();
  return <h1>{say('desk.title')}</h1>;
}
