'use strict';

/** Loaded into the ledger before everything else: its clock is ahead of the real one by what a file says, in milliseconds. */
const { readFileSync } = require('node:fs');

const READ_EVERY_MS = 10;
const realNow = Date.now;
let readAt = -Infinity;
let aheadMs = 0;

Date.now = () => {
  const now = realNow();
  if (now - readAt >= READ_EVERY_MS) {
    readAt = now;
    aheadMs = Number(readFileSync(process.env.CANBAO_TEST_CLOCK, 'utf8'));
  }
  return now + aheadMs;
};
