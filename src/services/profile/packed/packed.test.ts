import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileRow, TagValue } from '../profile-store.port.ts';
import { type Layout, type PackedRow, packRows } from './index.ts';
import { JsonWriter } from './json-writer.ts';
import { RowReader } from './row-reader.ts';

async function pack(tagIds: readonly string[], rows: readonly ProfileRow[]) {
  const packing = packRows(tagIds, rows);
  const packed: PackedRow[] = [];
  for await (const row of packing.packed()) packed.push(row);
  // A store keeps the layout as JSON.
  return { packed, layout: JSON.parse(JSON.stringify(packing.layout())) as Layout };
}

const column = (values: readonly TagValue[]): readonly ProfileRow[] =>
  values.map((value, i) => ({ userId: `u${i}`, values: [value] }));

const kindOf = async (values: readonly TagValue[]) => (await pack(['t'], column(values))).layout.slots[0]!.kind;

/** What a row gives back for a value: one zero, and no number that JSON does not know. */
const asJson = (value: TagValue): TagValue => JSON.parse(JSON.stringify(value)) as TagValue;

async function expectToComeBack(tagIds: readonly string[], rows: readonly ProfileRow[], omit: readonly string[] = []) {
  const { packed, layout } = await pack(tagIds, rows);
  const [reader, writer] = [
    new RowReader(layout),
    new JsonWriter(layout, new Set(tagIds.filter((id) => !omit.includes(id)))),
  ];
  expect(packed.map(({ userId }) => userId)).toEqual(rows.map(({ userId }) => userId));
  const written = packed.map(({ row }) => writer.write(row));
  packed.forEach(({ row }, i) => {
    const wanted = Object.fromEntries(tagIds.map((id, at) => [id, asJson(rows[i]!.values[at] ?? null)]));
    expect(reader.tags(row)).toEqual(wanted);
    expect(reader.pick(row, [...tagIds, 'none'])).toEqual([...Object.values(wanted), undefined]);
    for (const id of omit) delete wanted[id];
    expect(JSON.parse(written[i]!.toString())).toEqual(wanted);
  });
}

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.integer({ min: -300, max: 300 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
  fc.constantFrom('x'.repeat(253), '汉'.repeat(100), 'y'.repeat(70_000), '"\\\u0000\ud800', '\u007f'.repeat(16)),
);

describe('packed rows', () => {
  it('give every value back, as values and as JSON, whatever stands beside it', async () => {
    const rows = fc.array(fc.tuple(value, value, value, fc.double({ noNaN: true }), fc.nat({ max: 2 ** 40 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.subarray(['a', 'b', '"c"', 'd', 'e']), async (given, omit) => {
        const people = given.map((values, i) => ({ userId: `u${i}`, values }));
        await expectToComeBack(['a', 'b', '"c"', 'd', 'e'], people, omit);
      }),
    );
  });

  it('hold what the sample did not show: other types, longer words, larger numbers, more words', async () => {
    const quiet = Array.from(
      { length: 8192 },
      (_, i) => [i % 3, i * 7, i / 7, `w${i % 5}`, ['a']] as readonly TagValue[],
    );
    const wild = fc.sample(fc.tuple(value, value, value, value, value), { seed: 1, numRuns: 1500 });
    const rows = [...quiet, ...wild].map((values, i) => ({ userId: `u${i}`, values }));
    await expectToComeBack(['code', 'whole', 'float', 'word', 'set'], rows, ['whole', 'set']);
  });

  it('take the narrowest slot that fits a column', async () => {
    const of = (make: (i: number) => TagValue) => Array.from({ length: 4000 }, (_, i) => make(i));
    expect(await kindOf(of(() => null))).toBe('code8');
    expect(await kindOf(of((i) => i % 40))).toBe('code8');
    expect(await kindOf(of((i) => ['a', 'b', 'c'].slice(i % 3)))).toBe('code8');
    expect(await kindOf(of((i) => `shop ${i % 400}`))).toBe('code16');
    expect(await kindOf(of((i) => i))).toBe('uint16');
    expect(await kindOf(of((i) => 90_000 + i * 100))).toBe('uint24');
    expect(await kindOf(of((i) => i * 9_000))).toBe('uint32');
    expect(await kindOf(of((i) => i * 2 ** 40))).toBe('float64');
    expect(await kindOf(of((i) => i / 4001))).toBe('float64');
    // Nine in ten are unknown: a byte and now and then a tail is less than eight bytes for each.
    expect(await kindOf(of((i) => (i % 10 === 0 ? i / 4001 : null)))).toBe('code8');
  });

  it('keep two hundred tags of a person in little more than a byte each', async () => {
    const tagIds = Array.from({ length: 200 }, (_, i) => `tag_${i}`);
    const rows = Array.from({ length: 2000 }, (_, u) => ({
      userId: `u${u}`,
      values: tagIds.map((_, t) => (t % 5 === 4 ? (u * 131 * t) % 500_000 : (u * t) % 30)),
    }));
    const { packed } = await pack(tagIds, rows);
    const bytes = packed.reduce((sum, { row }) => sum + row.length, 0) / packed.length;
    expect(bytes).toBeLessThan(290);
  });
});
