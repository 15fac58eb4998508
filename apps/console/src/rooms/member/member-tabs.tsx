import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { Link } from '../../parts/link.js';
import { type MessageName, useSay } from '../../words/words.js';

/** The rooms about one member. */
export type MemberTab = 'person' | 'why' | 'balances' | 'replay' | 'regions' | 'repair' | 'letter' | 'record';

const TABS: readonly { readonly tab: MemberTab; readonly path: string; readonly needs?: string }[] = [
  { tab: 'person', path: '' },
  { tab: 'why', path: '/why/waiting' },
  { tab: 'balances', path: '/balances' },
  { tab: 'replay', path: '/replay' },
  { tab: 'regions', path: '/regions' },
  { tab: 'repair', path: '/repair', needs: 'quote' },
  { tab: 'letter', path: '/letter', needs: 'decide' },
  { tab: 'record', path: '/record', needs: 'append-facts' },
];

/** Leads from one room about a member to the others, at the same coordinates. */
export function MemberTabs({ member, tab }: { readonly member: string; readonly tab: MemberTab }): ReactNode {
  const say = useSay();
  const { may } = useSession();
  const coordinates = useCoordinates();
  const base = `/members/${encodeURIComponent(member)}`;
  return (
    <nav className="tabs no-print" aria-label={say('tabs.label', { member })}>
      {TABS.filter(({ needs }) => needs === undefined || may(needs)).map(({ tab: each, path }) => (
        <Link
          key={each}
          to={placeAt(base + path, coordinates)}
          aria-current={each === tab ? 'page' : undefined}
        >
          {say(`tabs.${each}` satisfies MessageName)}
        </Link>
      ))}
    </nav>
  );
}
