import type { CivilDate } from '#libs/enrollment';

/**
 * What a sweep found, each kind of fault once, with the first day on which it was met and how many days it was met on:
 * a broken rule fails on thousands of days, and one of them is what a reader wants.
 */
export class Faults {
  /** How many days, or payment days, were looked at. */
  looked = 0;
  private readonly met = new Map<string, { readonly first: CivilDate; days: number }>();

  /** `whose`: the pack, and the kind of member where there is one. */
  constructor(private readonly whose: string) {}

  add(day: CivilDate, ...texts: readonly string[]): void {
    for (const text of texts) {
      const known = this.met.get(text);
      if (known === undefined) this.met.set(text, { first: day, days: 1 });
      else known.days += 1;
    }
  }

  /** Runs a check of a day; an exception is a day that nothing answers. */
  look(day: CivilDate, check: () => readonly string[]): void {
    this.looked += 1;
    try {
      this.add(day, ...check());
    } catch (error) {
      this.add(day, `nothing answers: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** A line for each fault; empty where there is none. */
  get lines(): readonly string[] {
    return [...this.met].map(
      ([text, { first, days }]) =>
        `${this.whose}, ${first}${days > 1 ? ` and ${days - 1} more` : ''}: ${text}`,
    );
  }
}
