import { BLOCK_PEOPLE, type WordWeights } from './person-words.ts';

/** The words of each person of a block with their weights: entries `starts[p]` to below `starts[p + 1]` are those of person p. */
export class PersonEntries {
  readonly starts = new Int32Array(BLOCK_PEOPLE + 1);
  words = new Uint32Array(0);
  weights = new Float64Array(0);

  /** Sorts what has been weighed by person. */
  fill(from: WordWeights): void {
    const { starts } = this;
    this.#makeRoom(from.length);
    starts.fill(0);
    for (let i = 0; i < from.length; i++) starts[from.people[i]! + 1]!++;
    for (let p = 0; p < BLOCK_PEOPLE; p++) starts[p + 1]! += starts[p]!;
    for (let i = from.length - 1; i >= 0; i--) {
      const at = --starts[from.people[i]! + 1]!;
      this.words[at] = from.words[i]!;
      this.weights[at] = from.weights[i]!;
    }
    // What was counted down is now where each person begins.
    for (let p = 0; p < BLOCK_PEOPLE; p++) starts[p] = starts[p + 1]!;
    starts[BLOCK_PEOPLE] = from.length;
  }

  /** Takes weights of few words, which stand by word and person, with a bit for each word that a person has. */
  fillDense(weights: Float64Array, marks: Int32Array): void {
    const words = weights.length / BLOCK_PEOPLE;
    this.#makeRoom(weights.length);
    let at = 0;
    for (let person = 0; person < BLOCK_PEOPLE; person++) {
      this.starts[person] = at;
      const mark = marks[person]!;
      if (mark === 0) continue;
      for (let word = 1; word < words; word++) {
        if (((mark >>> word) & 1) === 0) continue;
        this.words[at] = word;
        this.weights[at++] = weights[word * BLOCK_PEOPLE + person]!;
      }
    }
    this.starts[BLOCK_PEOPLE] = at;
  }

  /** The word that is `rank`-th by weight, of equals the first by `order`; 0 where there are fewer. */
  top(person: number, rank: number, order: Uint32Array): number {
    const [from, to] = [this.starts[person]!, this.starts[person + 1]!];
    if (to - from < rank) return 0;
    let last = -1;
    for (let n = 0; n < rank; n++) {
      let best = -1;
      for (let i = from; i < to; i++)
        if ((last < 0 || this.#isBefore(last, i, order)) && (best < 0 || this.#isBefore(i, best, order))) best = i;
      last = best;
    }
    return this.words[last]!;
  }

  /** Weight of the heaviest word by that of all; what weighs less than nothing weighs nothing. NaN where nothing weighs. */
  share(person: number): number {
    let heaviest = 0;
    let total = 0;
    for (let i = this.starts[person]!; i < this.starts[person + 1]!; i++) {
      const weight = Math.max(0, this.weights[i]!);
      heaviest = Math.max(heaviest, weight);
      total += weight;
    }
    return total === 0 ? Number.NaN : heaviest / total;
  }

  #makeRoom(entries: number): void {
    if (this.words.length >= entries) return;
    this.words = new Uint32Array(entries * 2);
    this.weights = new Float64Array(entries * 2);
  }

  #isBefore(i: number, j: number, order: Uint32Array): boolean {
    const difference = this.weights[i]! - this.weights[j]!;
    return difference > 0 || (difference === 0 && order[this.words[i]!]! < order[this.words[j]!]!);
  }
}
