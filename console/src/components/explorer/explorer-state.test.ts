import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drillIntoBucket, drillIntoWord, toggleFilter } from './change-state.ts';
import { COMPARISONS, type ExplorerState, readExplorerState, writeExplorerState } from './explorer-state.ts';

const DEFAULTS = { metrics: ['gmv'], by: ['day'], period: { kind: 'last', days: 30 }, compare: 'previous' } as const;
const read = (text: string) => readExplorerState(new URLSearchParams(text), DEFAULTS);

const id = fc.stringMatching(/^[a-z_]{1,12}$/);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const states: fc.Arbitrary<ExplorerState> = fc.record({
  metrics: fc.uniqueArray(id, { minLength: 1, maxLength: 6 }),
  by: fc.uniqueArray(id, { maxLength: 2 }),
  filters: fc.uniqueArray(
    fc.record({
      dimension: id,
      values: fc.uniqueArray(fc.option(fc.string({ unit: 'grapheme' }), { nil: null }), { minLength: 1, maxLength: 3 }),
    }),
    { selector: (filter) => filter.dimension, maxLength: 3 },
  ),
  period: fc.oneof(
    fc.constant({ kind: 'all' } as const),
    fc.record({ kind: fc.constant('last' as const), days: fc.integer({ min: 1, max: 9999 }) }),
    fc.record({ kind: fc.constant('between' as const), from: day, to: day }),
  ),
  compare: fc.option(fc.constantFrom(...COMPARISONS), { nil: undefined }),
  isExplaining: fc.boolean(),
});

describe('the address', () => {
  it('gives back the state that was written into it, whatever the values are', () => {
    fc.assert(
      fc.property(states, (state) => {
        const address = writeExplorerState(state, new URLSearchParams()).toString();
        expect(read(address)).toEqual(state);
      }),
    );
  });

  it('means the defaults where it says nothing or nonsense', () => {
    const meant = { ...DEFAULTS, filters: [], isExplaining: false };
    expect(read('')).toEqual(meant);
    expect(read('metrics=&last=never&from=yesterday&to=2018-01-01')).toEqual(meant);
  });

  it('keeps what is not the explorer’s', () => {
    const search = writeExplorerState(read(''), new URLSearchParams('panel=7&f=city%3AOld'));
    expect([search.get('panel'), search.getAll('f')]).toEqual(['7', []]);
  });
});

describe('going deeper', () => {
  it('into a word keeps only it and shows it over time', () => {
    const state = drillIntoWord(read('by=city&f=city%3AWuhan&f=channel%3Aapp'), 'city', null);
    expect(state.by).toEqual(['day']);
    expect(state.filters).toEqual([
      { dimension: 'channel', values: ['app'] },
      { dimension: 'city', values: [null] },
    ]);
  });

  it('into a month shows its days, into a day what it was made of', () => {
    const month = drillIntoBucket(read('by=month,city'), { grain: 'month', key: '2016-02' }, 'channel');
    expect([month.by, month.period]).toEqual([
      ['day', 'city'],
      { kind: 'between', from: '2016-02-01', to: '2016-02-29' },
    ]);
    const single = drillIntoBucket(read('by=day'), { grain: 'day', key: '2016-02-29' }, 'channel');
    expect([single.by, single.period]).toEqual([
      ['channel'],
      { kind: 'between', from: '2016-02-29', to: '2016-02-29' },
    ]);
  });

  it('adding a filter twice takes it out again', () => {
    const state = read('f=city%3AWuhan');
    expect(toggleFilter(toggleFilter(state, 'city', 'Suzhou'), 'city', 'Suzhou')).toEqual(state);
    expect(toggleFilter(state, 'city', 'Wuhan').filters).toEqual([]);
  });
});
