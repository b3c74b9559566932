import { TesseraError } from './errors.ts';

declare const moneyBrand: unique symbol;

/** Whole minor units (fen, cents). Made and combined only here; whatever is not a safe integer is rejected. */
export type Money = number & { readonly [moneyBrand]: 'Money' };

/** Currency of a workspace: ISO 4217 code and how many decimals people write. */
export interface Currency {
  readonly code: string;
  readonly decimals: number;
}

export const ZERO = 0 as Money;

/** Vouches for whole minor units. Throws `money.invalid` for anything but a safe integer. */
export function money(minorUnits: number): Money {
  if (!Number.isSafeInteger(minorUnits)) throw new TesseraError('money.invalid', { value: String(minorUnits) });
  return minorUnits as Money;
}

export const addMoney = (a: Money, b: Money): Money => money(a + b);
export const subtractMoney = (a: Money, b: Money): Money => money(a - b);

/** Rounds to a whole number, half away from zero: 0.5 → 1, −0.5 → −1. */
export function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

/** Reads an amount as people write it (`1210.02`) into minor units, without floating-point dust. */
export function parseMoney(text: string, currency: Currency): Money {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > currency.decimals) throw new TesseraError('money.invalid', { value: text });
  const minor = Number(`${match[2]}${fraction.padEnd(currency.decimals, '0')}`);
  return money(match[1] ? 0 - minor : minor);
}

/** Writes minor units as people read them, without symbol or separators: 121002 → `1210.02`. */
export function formatMoney(amount: Money, currency: Currency): string {
  const digits = String(Math.abs(amount)).padStart(currency.decimals + 1, '0');
  const whole = digits.slice(0, digits.length - currency.decimals);
  const sign = amount < 0 ? '-' : '';
  return currency.decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-currency.decimals)}`;
}
