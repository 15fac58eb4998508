import { type CivilDate, endOfYear } from './calendar/civil-date.js';
import { bodyOf, type Fact, type FactBody } from './events.js';

/**
 * The event's own day, its `effectiveOn` (docs/events.md). A correction has that of the event it names, a rescission
 * the `lapsedOn` of its lapse; undefined where that event is not among `known`.
 */
export function ownDay(body: FactBody, known: readonly Fact[]): CivilDate | undefined {
  switch (body.type) {
    case 'MemberRegistered':
      return body.liableFrom;
    case 'SpecialStatusGranted':
      return body.from;
    case 'SpecialStatusEnded':
      return body.endedOn;
    case 'PremiumPaid':
    case 'RepairPaid':
      return body.paidOn;
    case 'PremiumRefunded':
    case 'RepairRefunded':
      return body.refundedOn;
    case 'CoverageLapsed':
      return body.lapsedOn;
    case 'ClaimSettled':
      return body.settledOn;
    case 'ClaimReversed':
      return body.reversedOn;
    case 'SchemeTransferred':
    case 'RegionTransferred':
      return body.effectiveOn;
    case 'MemberDeceased':
      return body.diedOn;
    case 'OpeningBalanceDeclared':
      return endOfYear(body.asOfYear);
    case 'LapseRescinded':
    case 'FactCorrected': {
      const corrected = known.find((fact) => fact.id === body.corrects);
      return corrected === undefined ? undefined : ownDay(bodyOf(corrected), known);
    }
  }
}
