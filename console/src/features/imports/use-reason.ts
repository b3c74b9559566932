import { useCallback } from 'react';
import { useTexts } from './texts.ts';

const KNOWN = [
  'expression.failed',
  'value.missing',
  'value.unknown-word',
  'value.negative',
  'value.too-long',
  'date.invalid',
  'time.invalid',
  'time.without-zone',
  'time.out-of-range',
  'money.invalid',
  'number.invalid',
  'integer.invalid',
  'rate.invalid',
  'row.ragged',
  'row.malformed',
  'row.invalid-json',
  'row.too-long',
] as const;

/** Why a row was refused, in words; a code that is not known here stays as it is. */
export function useReason(): (code: string) => string {
  const t = useTexts();
  return useCallback(
    (code) => {
      const known = KNOWN.find((each) => each === code);
      return known ? t(`reason.${known}`) : code;
    },
    [t],
  );
}
