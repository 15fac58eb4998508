import type { Order } from './fact-rows.js';

const STORED = 'canbao.order';

/** The order of facts that was chosen last, on this machine: one setting for every list of them. */
export function storedOrder(): Order {
  return window.localStorage.getItem(STORED) === 'recorded' ? 'recorded' : 'effective';
}

export function storeOrder(order: Order): void {
  window.localStorage.setItem(STORED, order);
}
