import { DomainError } from '#libs/enrollment';
import type { Ledger, RegionScope } from '#libs/ledger';

/** Which members a scope may see; each is asked about once. */
export class VisibleMembers {
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly ledger: Pick<Ledger, 'members'>,
    private readonly scope: RegionScope,
  ) {}

  async of(members: readonly string[]): Promise<readonly string[]> {
    if (this.scope.regions === 'all') return members;
    const visible: string[] = [];
    for (const member of members) if (await this.isVisible(member)) visible.push(member);
    return visible;
  }

  private async isVisible(member: string): Promise<boolean> {
    const known = this.known.get(member);
    if (known !== undefined) return known;
    const isVisible = await this.ledger.members.version({ member, scope: this.scope }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.code === 'member-not-found') return false;
        throw error;
      },
    );
    this.known.set(member, isVisible);
    return isVisible;
  }
}
