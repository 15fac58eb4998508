import { groups } from './groups.js';
import { leavers } from './leavers.js';
import { claimants, movers, otherLives } from './lives.js';
import { payers } from './payers.js';
import { type Kind, Payments } from './payments.js';
import type { SweptPack } from './swept-packs.js';
import { children, students } from './young-members.js';

/** One member of each kind that a pack knows of. */
export function kindsUnder({ terms, neighbour }: SweptPack): readonly Kind[] {
  const pay = new Payments(terms);
  return [
    ...payers(pay),
    ...students(pay),
    ...children(pay),
    ...groups(pay),
    ...leavers(pay),
    ...otherLives(pay),
    ...movers(pay, new Payments(neighbour)),
    ...claimants(pay),
  ];
}
