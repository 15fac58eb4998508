import type { Told } from './given.js';

/** A premium for a coverage year, in the window of every pack unless a day is given. */
export const paid = (coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Told => ({
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});

/** From one scheme, or none, to another. */
export const transferred = (from: string, to: string, effectiveOn: string): Told => ({
  type: 'SchemeTransferred',
  from,
  to,
  effectiveOn,
});

/** From one region to another. */
export const moved = (fromRegion: string, toRegion: string, effectiveOn: string): Told => ({
  type: 'RegionTransferred',
  fromRegion,
  toRegion,
  effectiveOn,
});

/** A status without an end. */
export const granted = (status: string, from: string): Told => ({
  type: 'SpecialStatusGranted',
  status,
  from,
});
