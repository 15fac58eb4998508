import type { status } from '@grpc/grpc-js';

/** What can go wrong with a call. `committed`: the events were stored before it went wrong. */
export type Fault =
  /** No reply, ever. */
  | { readonly kind: 'silence'; readonly committed: boolean }
  /** The reply comes that much later; not `committed`: the commit, too. */
  | { readonly kind: 'late'; readonly ms: number; readonly committed: boolean }
  /** The call, and with it every append that waits in its stream, ends with a gRPC status. Default: UNAVAILABLE. */
  | { readonly kind: 'status'; readonly code?: status; readonly committed: boolean }
  /** The connection is destroyed. */
  | { readonly kind: 'cut'; readonly committed: boolean }
  /** The server gave up waiting for its own commit, which does not say that there was none. */
  | { readonly kind: 'timeout'; readonly committed: boolean }
  /** The node names another as the leader; nothing is stored. */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** The reply comes, and that much later again. */
  | { readonly kind: 'duplicate'; readonly ms: number }
  /** The real server ends its process when it cannot write: nothing is stored, and it is away until `back()`. */
  | { readonly kind: 'disk-full' }
  /** A read or subscription ends after so many events. */
  | { readonly kind: 'close-after'; readonly events: number; readonly how: 'end' | 'status' | 'cut' };

/** A call that a fault can befall. An append counts once, however it came. */
export type FaultPoint = {
  readonly method: 'append' | 'read' | 'subscribe' | 'serverFeatures' | 'gossip';
  /** `$all` for a read of everything; empty where no stream is concerned. */
  readonly stream: string;
};

/** When a fault happens. */
export interface FaultPlan {
  readonly method: FaultPoint['method'];
  /** Default: every stream. */
  readonly stream?: (name: string) => boolean;
  /** So many calls that match go well before. Default 0. */
  readonly skip?: number;
  /** So many calls that match are befallen. Default 1. */
  readonly times?: number;
  readonly fault: Fault;
}

/** A plan in force. */
export interface PlannedFault {
  /** Calls that it has befallen so far. */
  readonly hits: number;
  cancel(): void;
}

type Plan = { readonly plan: FaultPlan; seen: number; hits: number; cancel(): void };

/** The faults that a test has planned; the first plan that matches a call is taken. */
export class Faults {
  readonly #plans = new Set<Plan>();

  plan(plan: FaultPlan): PlannedFault {
    const planned: Plan = { plan, seen: 0, hits: 0, cancel: () => this.#plans.delete(planned) };
    this.#plans.add(planned);
    return planned;
  }

  clear(): void {
    this.#plans.clear();
  }

  /** The fault of this call, if one is planned. */
  take({ method, stream }: FaultPoint): Fault | undefined {
    for (const planned of this.#plans) {
      const { plan } = planned;
      if (plan.method !== method || plan.stream?.(stream) === false) continue;
      planned.seen += 1;
      if (planned.seen <= (plan.skip ?? 0)) continue;
      planned.hits += 1;
      if (planned.hits === (plan.times ?? 1)) planned.cancel();
      return plan.fault;
    }
    return undefined;
  }
}
