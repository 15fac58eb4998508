import type { CeilingStanding } from '#libs/enrollment';
import { yuan } from '../../words/values.js';
import type { Say } from '../../words/words.js';

/** The effective ceiling and what it is made of; a ceiling that is not known says why. */
export function ceilingText(
  { status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen }: CeilingStanding,
  say: Say,
): { readonly value: string; readonly parts: string } {
  switch (status) {
    case 'known':
      return {
        value: yuan(effectiveFen, say),
        parts: say('person.ceilingParts', {
          base: yuan(baseFen, say),
          raise: yuan(raiseAppliedFen, say),
          penalty: yuan(penaltyAppliedFen, say),
        }),
      };
    case 'not-struck':
      return { value: say('word.notStruck'), parts: say('state.notStruck') };
    case 'not-applicable':
      return { value: say('word.notApplicable'), parts: say('state.noCeiling') };
    case 'indeterminate':
      return { value: say('word.indeterminate'), parts: say('state.baseUnknown') };
  }
}
