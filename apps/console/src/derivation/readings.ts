import { READING_IDS, READINGS, type Reading, type Readings } from '#libs/enrollment';
import { choiceOf } from '#libs/policy/pure';

/** What-if choices of an address, `R1=yes,R16=freeze`; one that nothing knows is left to the API, which refuses it. */
export function readingsOf(list: string | undefined): Partial<Readings> {
  const pairs = (list ?? '').split(/,(?=\s*R\d+\s*=)/).filter((part) => part.trim() !== '');
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [name = '', ...rest] = pair.split('=').map((each) => each.trim());
      const id = READING_IDS.find((each) => each === name);
      if (id === undefined) return [];
      const choice = choiceOf(READINGS[id] as Reading<unknown>, rest.join('='));
      return choice === undefined ? [] : [[id, choice]];
    }),
  );
}
