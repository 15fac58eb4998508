import type { EventStore } from '#libs/event-store';
import type { Standings } from '#libs/projections';
import type { PolicyPack } from '#libs/enrollment';
import type { AccessLog } from './access/access-log.js';
import type { ConsumerLog } from './feed/consumer-log.js';
import type { MemberCandidates } from './members/member-candidates.js';
import type { MemberLog } from './members/member-log.js';
import type { OneAtATime } from './one-at-a-time.js';
import type { PolicyLog } from './policy/policy-log.js';
import type { WatermarkLog } from './watermarks/watermark-log.js';

/** What every use case works with. */
export interface LedgerContext {
  readonly store: EventStore;
  readonly engine: string;
  /** The packs that come with the product. */
  readonly shipped: readonly PolicyPack[];
  readonly policy: PolicyLog;
  readonly access: AccessLog;
  readonly watermarks: WatermarkLog;
  readonly consumers: ConsumerLog;
  readonly members: MemberLog;
  readonly index: MemberCandidates;
  /** The read model of this process, if it has one. */
  readonly standings: Standings | undefined;
  /** Facts about one member are decided one after the other; about others at the same time. */
  readonly turns: OneAtATime;
}
