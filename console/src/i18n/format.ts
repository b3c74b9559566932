import type { Language } from './i18n.ts';

/** What of the workspace formatting depends on. */
export interface FormatSettings {
  readonly zone: string;
  readonly currency: { readonly code: string; readonly decimals: number };
}

export type Unit = 'count' | 'money' | 'ratio';

/** Numbers, money and dates as the reader's language and the workspace's zone and currency want them. */
export interface Format {
  count(value: number): string;
  /** For axes and tight places: `12.4K`, `1.2万`. */
  short(value: number, unit?: Unit): string;
  /** Minor units. */
  money(minor: number): string;
  /** 0.123 → `12.3%`. */
  percent(share: number): string;
  decimal(value: number): string;
  /** A signed relative change: `+3.4%`. */
  change(share: number): string;
  /** A business day, `2018-01-01`. */
  day(isoDay: string): string;
  /** `2018-01` → `Jan 2018`. */
  month(isoMonth: string): string;
  /** Day and month, for axes. */
  shortDay(isoDay: string): string;
  time(instant: number): string;
  dateTime(instant: number): string;
  duration(ms: number): string;
  /** A metric's value by its unit; ratios above are percents unless `decimal` is meant: see `isShare`. */
  value(value: number | null | undefined, unit: Unit, isShare?: boolean): string;
}

/** Stands where there is no value. */
export const NO_VALUE = '–';

export function createFormat(language: Language, settings: FormatSettings): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const { zone, currency } = settings;
  const scale = 10 ** currency.decimals;
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);

  const count = number({ maximumFractionDigits: 0 });
  const short = number({ notation: 'compact', maximumFractionDigits: 1 });
  const inMoney = { style: 'currency', currency: currency.code, currencyDisplay: 'narrowSymbol' } as const;
  const money = number({
    ...inMoney,
    minimumFractionDigits: currency.decimals,
    maximumFractionDigits: currency.decimals,
  });
  const shortMoney = number({ ...inMoney, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
  const percent = number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const change = number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const decimal = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const seconds = number({ maximumFractionDigits: 1 });
  const day = dates({ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
  const month = dates({ year: 'numeric', month: 'short', timeZone: 'UTC' });
  const shortDay = dates({ month: 'short', day: 'numeric', timeZone: 'UTC' });
  const time = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: zone });
  const dateTime = dates({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
  });

  const format: Format = {
    count: (value) => count.format(value),
    short: (value, unit = 'count') => {
      if (unit === 'ratio') return percent.format(value);
      return unit === 'money' ? shortMoney.format(value / scale) : short.format(value);
    },
    money: (minor) => money.format(minor / scale),
    percent: (share) => percent.format(share),
    decimal: (value) => decimal.format(value),
    change: (share) => change.format(share),
    day: (isoDay) => day.format(atNoon(isoDay)),
    month: (isoMonth) => month.format(atNoon(`${isoMonth}-01`)),
    shortDay: (isoDay) => shortDay.format(atNoon(isoDay)),
    time: (instant) => time.format(instant),
    dateTime: (instant) => dateTime.format(instant),
    duration: (ms) => {
      if (ms < 1000) return `${count.format(ms)} ms`;
      if (ms < 60_000) return `${seconds.format(ms / 1000)} s`;
      return `${count.format(Math.floor(ms / 60_000))} min ${count.format(Math.floor((ms % 60_000) / 1000))} s`;
    },
    value: (value, unit, isShare = true) => {
      if (value === null || value === undefined) return NO_VALUE;
      if (unit === 'money') return format.money(value);
      if (unit === 'count') return format.count(value);
      return isShare ? format.percent(value) : format.decimal(value);
    },
  };
  return format;
}

function atNoon(isoDay: string): number {
  return Date.parse(`${isoDay}T12:00:00Z`);
}
