import type { TagValue } from '../profile-store.port.ts';
import { escapeOf, type Layout, SLOT_BYTES, SLOT_KINDS, type Slot } from './layout.ts';

/** A code is worth its word only if it comes back: what an entry of a dictionary costs, by the people of the sample. */
const WORD_BYTES = 16;
/** Words of a sample that get a code of one byte; the rest of the codes is for words that the sample did not show. */
const SEEDED_WORDS = 230;
/** People after the sample have larger numbers, too. */
const HEADROOM = 4;

type Known = Exclude<TagValue, null>;
type Choice = Omit<Slot, 'tag'> & { readonly bytes: number };

/** The layout that takes the fewest bytes for a sample of rows; any other row fits as well, with a longer tail. */
export function chooseLayout(tagIds: readonly string[], sample: readonly (readonly TagValue[])[]): Layout {
  const slots = tagIds.map((tag, i) =>
    chooseSlot(
      tag,
      sample.map((values) => values[i] ?? null),
    ),
  );
  const place = ({ kind }: Slot) => SLOT_KINDS.indexOf(kind);
  return { format: 1, slots: slots.sort((a, b) => place(a) - place(b)) };
}

function chooseSlot(tag: string, column: readonly TagValue[]): Slot {
  const known = column.filter((value) => value !== null);
  const words = byFrequency(known);
  const choices = [...codes(known, words, column.length), ...numbers(known, column.length)];
  const best = choices.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  return { tag, kind: best.kind, base: best.base, words: best.words };
}

function codes(known: readonly Known[], words: readonly Word[], rows: number): readonly Choice[] {
  const seeded = words.slice(0, SEEDED_WORDS);
  const missed = words.slice(SEEDED_WORDS).reduce((sum, { value, count }) => sum + count * tailBytes(value), 0);
  const entries = known.length === 0 ? 0 : (words.length * WORD_BYTES) / known.length;
  return [
    { kind: 'code8', base: 0, words: seeded.map(({ value }) => value), bytes: 1 + missed / Math.max(rows, 1) },
    { kind: 'code16', base: 0, words: words.map(({ value }) => value), bytes: 2 + entries },
  ];
}

function numbers(known: readonly Known[], rows: number): readonly Choice[] {
  if (known.length === 0 || !known.every((value) => typeof value === 'number')) return [];
  const float: Choice = { kind: 'float64', base: 0, words: [], bytes: SLOT_BYTES.float64 };
  if (!known.every(Number.isSafeInteger)) return [float];
  const base = Math.min(0, known.reduce((a, b) => Math.min(a, b)) * HEADROOM);
  const whole = (['uint16', 'uint24', 'uint32'] as const).map((kind): Choice => {
    const missed = known.filter((value) => value - base + 1 >= escapeOf(kind) / HEADROOM).length;
    return { kind, base, words: [], bytes: SLOT_BYTES[kind] + (missed * NUMBER_BYTES) / Math.max(rows, 1) };
  });
  return [...whole, float];
}

const NUMBER_BYTES = 9;

function tailBytes(value: Known): number {
  return typeof value === 'number' ? NUMBER_BYTES : 1 + JSON.stringify(value).length;
}

interface Word {
  readonly value: Known;
  readonly count: number;
}

/** Most frequent first: they are what codes are for. */
function byFrequency(known: readonly Known[]): readonly Word[] {
  const counts = new Map<string | Known, { value: Known; count: number }>();
  for (const value of known) {
    const key =
      typeof value === 'object' ? `set ${JSON.stringify(value)}` : typeof value === 'string' ? `word ${value}` : value;
    const word = counts.get(key);
    if (word) word.count++;
    else counts.set(key, { value, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
