import type { Accumulator } from './accumulators.ts';
import { BLOCK_PEOPLE, SeenValues, WordWeights } from './person-words.ts';
import { UNKNOWN_INTEGER } from './predicate-code.ts';

/** Words up to this many fit into the bits of one number per person; bit 0 is the place of "unknown". */
export const MASK_WORDS = 31;

/** What one accumulator holds for the people of one block: `bins[bin × BLOCK_PEOPLE + person]`, for weights of few words `bins[code × …]`. */
export interface AccumulatorState {
  readonly bins: Int32Array | Float64Array;
  /** Days: the last one counted. Distinct, words and weights of few words: a bit for each word. */
  readonly marks?: Int32Array;
  readonly seen?: SeenValues;
  readonly weights?: WordWeights;
  reset(): void;
}

export interface FieldSize {
  /** Words of the field's dictionary, or undefined for what has none. */
  readonly words: number | undefined;
}

export function createState(accumulator: Accumulator, { words }: FieldSize): AccumulatorState {
  const size = (accumulator.edges.length - 1) * BLOCK_PEOPLE;
  const isSmall = words !== undefined && words <= MASK_WORDS;
  switch (accumulator.kind) {
    case 'count':
    case 'known':
      return binsOnly(new Int32Array(size), 0);
    case 'sum':
      return binsOnly(new Float64Array(size), 0);
    case 'min':
    case 'max':
      return binsOnly(new Float64Array(size), Number.NaN);
    case 'first-day':
    case 'last-day':
      return binsOnly(new Int32Array(size), UNKNOWN_INTEGER);
    case 'days':
      return withMarks(new Int32Array(size), UNKNOWN_INTEGER);
    case 'distinct':
      return isSmall ? withMarks(new Int32Array(size), 0) : withSeen(new Int32Array(size));
    case 'words':
      return isSmall ? withMarks(new Int32Array(0), 0) : withWeights();
    case 'weights':
      return isSmall ? withMarks(new Float64Array(words * BLOCK_PEOPLE), 0) : withWeights();
  }
}

function binsOnly(bins: Int32Array | Float64Array, empty: number): AccumulatorState {
  bins.fill(empty);
  return { bins, reset: () => void bins.fill(empty) };
}

function withMarks(bins: Int32Array | Float64Array, empty: number): AccumulatorState {
  const marks = new Int32Array(BLOCK_PEOPLE).fill(empty);
  const reset = () => {
    bins.fill(0);
    marks.fill(empty);
  };
  return { bins, marks, reset };
}

function withSeen(bins: Int32Array): AccumulatorState {
  const seen = new SeenValues();
  const reset = () => {
    bins.fill(0);
    seen.reset();
  };
  return { bins, seen, reset };
}

function withWeights(): AccumulatorState {
  const weights = new WordWeights();
  return { bins: new Int32Array(0), weights, reset: () => weights.reset() };
}
