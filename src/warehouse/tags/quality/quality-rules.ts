import type { FieldType } from '../../../expression/index.ts';
import { parseDay, roundHalfAway, TesseraError } from '../../../kernel/index.ts';
import { invalidTag } from '../invalid-tag.ts';

/**
 * What a tag must keep to for a build to be published. Each part stands for itself; what is left out is the default of
 * the tag's type, and `off` takes a default away.
 */
export interface TagQuality {
  /** Least share of people for whom it must be known, 0 to 1. Default 0. */
  readonly minCoverage?: number;
  /** Every known value lies in it, ends included. Numbers as they are, money as people write it, days as YYYY-MM-DD. */
  readonly range?: 'off' | { readonly min?: number | string; readonly max?: number | string };
  /** Largest population stability index against the version before. Default 0.25. */
  readonly maxDrift?: 'off' | number;
}

/** The same with defaults filled in, in the units of a build's columns: minor units, day numbers. */
export interface QualityRules {
  readonly minCoverage: number;
  readonly min?: number;
  readonly max?: number;
  /** Undefined: not judged. */
  readonly maxDrift?: number;
}

/** From here on a shift is called significant in credit scoring, where the index comes from (Siddiqi 2006, Credit Risk Scorecards). */
const SIGNIFICANT_SHIFT = 0.25;

/** Days outside of it are typing errors or placeholders (0001-01-01, 9999-12-31). */
const CREDIBLE_DAYS = { min: '1900-01-01', max: '2200-01-01' } as const;

/** The rules that hold for a tag: its own, over the defaults of its type. */
export function qualityRules(type: FieldType, quality: TagQuality | undefined, moneyDecimals: number): QualityRules {
  const range = quality?.range ?? (type === 'date' ? CREDIBLE_DAYS : 'off');
  const maxDrift = quality?.maxDrift ?? SIGNIFICANT_SHIFT;
  const value = (end: number | string) => columnValue(end, type, moneyDecimals);
  return {
    minCoverage: quality?.minCoverage ?? 0,
    ...(range !== 'off' && range.min !== undefined ? { min: value(range.min) } : {}),
    ...(range !== 'off' && range.max !== undefined ? { max: value(range.max) } : {}),
    ...(maxDrift === 'off' ? {} : { maxDrift }),
  };
}

/** Types whose values have an order, so that they can lie in a range. */
const ORDERED: readonly FieldType[] = ['integer', 'number', 'money', 'date'];

/** Holds quality rules to the type of their tag. Throws `tag.invalid` with the part that is wrong. */
export function checkQuality(tag: {
  readonly id: string;
  readonly type: FieldType;
  readonly quality?: TagQuality;
}): void {
  const { id, type, quality } = tag;
  if (!quality) return;
  const { minCoverage = 0, maxDrift = 'off', range = 'off' } = quality;
  if (!(minCoverage >= 0 && minCoverage <= 1)) throw invalidTag(id, 'quality.minCoverage', 'a share from 0 to 1');
  if (maxDrift !== 'off' && !(maxDrift > 0)) throw invalidTag(id, 'quality.maxDrift', 'a number over 0, or "off"');
  if (range === 'off') return;
  if (!ORDERED.includes(type)) throw invalidTag(id, 'quality.range', `a value of type ${type} has no order`);
  const { min = -Infinity, max = Infinity } = readRange(tag, quality);
  if (min > max) throw invalidTag(id, 'quality.range', 'min must not be above max');
}

function readRange({ id, type }: { readonly id: string; readonly type: FieldType }, quality: TagQuality): QualityRules {
  try {
    const rules = qualityRules(type, quality, 0);
    if (Number.isNaN(rules.min) || Number.isNaN(rules.max)) throw invalidTag(id, 'quality.range', 'must be numbers');
    return rules;
  } catch (error) {
    if (error instanceof TesseraError && error.code !== 'tag.invalid')
      throw invalidTag(id, 'quality.range', error.message);
    throw error;
  }
}

function columnValue(end: number | string, type: FieldType, moneyDecimals: number): number {
  if (type === 'date') return parseDay(String(end));
  return type === 'money' ? roundHalfAway(Number(end) * 10 ** moneyDecimals) : Number(end);
}
