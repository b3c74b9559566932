import { useMemo } from 'react';
import { type Format, useFormat } from '../../i18n/index.ts';
import { Chart, type ChartData } from '../chart/index.ts';
import { useTexts } from '../texts.ts';

export interface DistributionBin {
  readonly label: string;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly count: number;
  readonly base: number;
}

export interface DistributionChartProps {
  readonly title: string;
  /** Of the tag; money bins are minor units, date bins day numbers. */
  readonly type: string;
  readonly bins: readonly DistributionBin[];
  /** Also shows everyone, as shares, so that a small audience can be held against them. */
  readonly isAgainstBase?: boolean;
  readonly height?: number;
  readonly isBare?: boolean;
  readonly onPick?: (bin: DistributionBin) => void;
}

/** How the values of a tag spread: standing bars for numbers, lying ones for words. */
export function DistributionChart({ title, type, bins, isAgainstBase, onPick, ...rest }: DistributionChartProps) {
  const t = useTexts();
  const format = useFormat();
  const data = useMemo((): ChartData => {
    const isNumeric = bins.some(({ low }) => low !== undefined);
    const share = (part: (bin: DistributionBin) => number) => {
      const total = bins.reduce((sum, bin) => sum + part(bin), 0);
      return bins.map((bin) => (total > 0 ? part(bin) / total : 0));
    };
    return {
      title,
      kind: isNumeric ? 'bars' : 'rows',
      categoryTitle: title,
      categories: bins.map((bin) => binTitle(bin, type, { format, other: t('distribution.other') })),
      unit: isAgainstBase ? 'ratio' : 'count',
      series: isAgainstBase
        ? [
            { name: t('distribution.audience'), values: share(({ count }) => count) },
            { name: t('distribution.everyone'), values: share(({ base }) => base), isMuted: true },
          ]
        : [{ name: t('distribution.people'), values: bins.map(({ count }) => count) }],
    };
  }, [bins, title, type, isAgainstBase, format, t]);

  const pick = (at: number) => {
    const bin = bins[at];
    if (bin) onPick?.(bin);
  };
  return <Chart data={data} {...rest} {...(onPick ? { onPick: pick } : {})} />;
}

const DAY_MS = 86_400_000;

function binTitle(
  { label, low, high }: DistributionBin,
  type: string,
  { format, other }: { readonly format: Format; readonly other: string },
): string {
  if (low === undefined) return label === 'other' ? other : label;
  const written = (value: number) => writtenEnd(value, type, format);
  const isSingle = high === undefined || (type === 'integer' && high === low + 1);
  return isSingle ? written(low) : `${written(low)} – ${written(high)}`;
}

function writtenEnd(value: number, type: string, format: Format): string {
  if (type === 'money') return format.short(value, 'money');
  if (type === 'date') return format.day(new Date(value * DAY_MS).toISOString().slice(0, 10));
  return Number.isInteger(value) ? format.count(value) : format.decimal(value);
}
