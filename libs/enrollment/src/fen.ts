/** An amount of money in fen (1 yuan = 100 fen): a safe integer, never negative in a fact. */
export type Fen = number & { readonly __unit: 'fen' };

/** Fen in one yuan. */
export const FEN_PER_YUAN = 100;

/** True for an amount a fact may carry: a safe, non-negative integer of fen. */
export function isFen(value: unknown): value is Fen {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Marks a number that arithmetic on amounts has produced; throws when it is not a safe integer. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`Expected a whole number of fen, got ${String(value)}.`);
  return value as Fen;
}

/** A percentage (0 to 100, up to two decimals) of an amount, rounded down to a whole fen; exact for every safe amount. */
export function percentOf(amount: Fen, percent: number): Fen {
  const hundredths = Math.round(percent * 100);
  const rest = amount % 10_000;
  return fen(((amount - rest) / 10_000) * hundredths + Math.floor((rest * hundredths) / 10_000));
}

/** Yuan with exactly as many decimals as are needed: `300,000`, `0.5`; for display only. */
export function formatYuan(amount: number): string {
  const yuan = Math.trunc(Math.abs(amount) / FEN_PER_YUAN);
  const rest = Math.abs(amount) % FEN_PER_YUAN;
  const whole = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
  return `${amount < 0 ? '-' : ''}${whole}${decimals}`;
}
