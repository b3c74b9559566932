import { describe, expect, it } from 'vitest';
import { createFormat, NO_VALUE } from './format.ts';

const YUAN = { zone: 'Asia/Shanghai', currency: { code: 'CNY', decimals: 2 } };
const en = createFormat('en', YUAN);
const zh = createFormat('zh', YUAN);

describe('numbers as people read them', () => {
  it('writes minor units as money, with the decimals of the currency', () => {
    expect(en.money(121_002)).toBe('¥1,210.02');
    expect(zh.money(-50)).toBe('-¥0.50');
    expect(createFormat('en', { ...YUAN, currency: { code: 'JPY', decimals: 0 } }).money(1200)).toBe('¥1,200');
  });

  it('shortens by the habits of the language', () => {
    expect([en.short(12_400), zh.short(12_400)]).toEqual(['12.4k', '1.2万']);
    expect(zh.short(5_000_000, 'money')).toBe('¥5万');
  });

  it('tells a share as percent, a rate of one by another as a decimal, and nothing as nothing', () => {
    expect(en.value(0.1234, 'ratio')).toBe('12.3%');
    expect(en.value(1.2345, 'ratio', false)).toBe('1.23');
    expect([en.value(null, 'money'), en.value(undefined, 'count')]).toEqual([NO_VALUE, NO_VALUE]);
  });

  it('signs a change, but not one that rounds to none', () => {
    expect([en.change(0.034), en.change(-0.5), en.change(0)]).toEqual(['+3.4%', '-50%', '0%']);
  });
});

describe('dates', () => {
  it('shows an instant in the zone of the workspace, whatever the zone of the reader', () => {
    const instant = Date.UTC(2018, 0, 1, 16, 30, 5);
    expect(en.dateTime(instant)).toBe('2 Jan 2018, 00:30');
    expect(en.time(instant)).toBe('00:30:05');
  });

  it('shows a business day as that day, in every zone', () => {
    expect(en.day('2018-01-01')).toBe('1 Jan 2018');
    expect(zh.day('2018-01-01')).toBe('2018年1月1日');
    expect([en.shortDay('2018-12-31'), en.month('2018-12')]).toEqual(['31 Dec', 'Dec 2018']);
  });

  it('tells durations in the unit that fits', () => {
    expect([en.duration(12.3), en.duration(8421), en.duration(125_000)]).toEqual(['12 ms', '8.4 s', '2 min 5 s']);
  });
});
