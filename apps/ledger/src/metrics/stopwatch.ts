/** Starts measuring; each call of what it returns gives the seconds since. */
export function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => (performance.now() - startedAt) / 1000;
}
