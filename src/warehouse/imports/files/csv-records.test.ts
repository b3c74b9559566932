import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRecords, parseRecord } from './csv-records.ts';

interface Read {
  readonly line: number;
  readonly text: string;
  readonly fields: number;
  readonly isMalformed: boolean;
}

/** Reads text in chunks cut at the given places. */
function read(text: string, cuts: readonly number[] = [], delimiter = ','): readonly Read[] {
  const bytes = Buffer.from(text);
  const records = new CsvRecords(delimiter);
  const found: Read[] = [];
  const take = (record: { line: number; bytes: Buffer; fields: number; isMalformed: boolean }) =>
    void found.push({
      line: record.line,
      text: record.bytes.toString(),
      fields: record.fields,
      isMalformed: record.isMalformed,
    });
  const places = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++) records.take(bytes.subarray(places[i - 1], places[i]), take);
  records.finish(take);
  return found;
}

const quote = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
const field = fc.string({ unit: fc.constantFrom('a', 'ü', '中', ',', '"', '\n', ' ', '1'), maxLength: 6 });
const row = fc.array(field, { minLength: 2, maxLength: 5 });

describe('records of CSV', () => {
  it('read back every table that was written, wherever its chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        fc.array(fc.nat(400), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, cuts, end) => {
          const text = rows.map((fields) => fields.map(quote).join(',') + end).join('');
          const found = read(text, cuts);
          expect(found.map(({ text: record }) => parseRecord(record, ','))).toEqual(rows);
          expect(found.map(({ fields }) => fields)).toEqual(rows.map((fields) => fields.length));
          expect(found.every(({ isMalformed }) => !isMalformed)).toBe(true);
          let line = 1;
          const lines = rows.map((fields) => {
            const first = line;
            line += 1 + fields.join('').split('\n').length - 1;
            return first;
          });
          expect(found.map((record) => record.line)).toEqual(lines);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('needs no line end after the last one and leaves blank lines out', () => {
    expect(read('a,b\n\n\r\n1,2').map(({ line, text }) => [line, text])).toEqual([
      [1, 'a,b'],
      [4, '1,2'],
    ]);
  });

  it('takes a quote within a field as it stands, and what follows a closed one as a mistake', () => {
    expect(read('5" pipe,x\n"a"b,c\n"a",c\n').map(({ fields, isMalformed }) => [fields, isMalformed])).toEqual([
      [2, false],
      [2, true],
      [2, false],
    ]);
  });

  it('tells where a quote was opened that is never closed', () => {
    const records = new CsvRecords(';');
    records.take(Buffer.from('a;b\nx;"y\nz;w\n'), () => {});
    records.finish(() => {});
    expect(records.openQuote).toEqual({ line: 2, column: 3 });
  });
});
