import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Ledger, PolicyUseCases, RegionScope } from '#libs/ledger';
import { Service } from '../service.js';

/** What can be asked about the rules that decide the answers, and about the regions they are for. */
export type PolicyQuestion =
  | { readonly about: 'packs' | 'readings' | 'regions'; readonly knownAt?: string }
  | { readonly about: 'pack'; readonly id: string; readonly version: string; readonly knownAt?: string }
  | { readonly about: 'region'; readonly code: string; readonly knownAt?: string }
  | { readonly about: 'log'; readonly scope: RegionScope; readonly knownAt?: string };

type PolicyAnswer = Awaited<
  ReturnType<PolicyUseCases['packs' | 'pack' | 'readings' | 'regions' | 'region' | 'log']>
>;

/** Asks about packs, readings or regions. */
export class PolicyQuery extends Query<PolicyAnswer> {
  constructor(readonly question: PolicyQuestion) {
    super();
  }
}

@QueryHandler(PolicyQuery)
export class PolicyHandler implements IQueryHandler<PolicyQuery> {
  private readonly ledger: Ledger;

  constructor(service: Service) {
    this.ledger = service.ledger;
  }

  execute({ question }: PolicyQuery): Promise<PolicyAnswer> {
    const { policy } = this.ledger;
    const { about, knownAt } = question;
    switch (about) {
      case 'packs':
        return policy.packs(knownAt);
      case 'pack':
        return policy.pack({ id: question.id, version: question.version }, knownAt);
      case 'readings':
        return policy.readings(knownAt);
      case 'regions':
        return policy.regions(knownAt);
      case 'region':
        return policy.region(question.code, knownAt);
      case 'log':
        return policy.log({ scope: question.scope, knownAt });
    }
  }
}
