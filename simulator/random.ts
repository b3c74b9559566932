const { imul } = Math;

/**
 * Random numbers that belong to a place (person, day, purpose) and not to a moment of the run: whoever asks for the
 * same place gets the same numbers, so nothing that happens elsewhere can shift them. sfc32 (Doty-Humphrey, PractRand)
 * started from murmur3 hashes of the place.
 */
export class Dice {
  readonly #seed: number;
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  constructor(seed: number) {
    this.#seed = seed | 0;
  }

  /** Goes to a place; every draw after it depends on the seed and these numbers alone. */
  at(purpose: number, first: number, second = 0): this {
    this.#a = hash(this.#seed, purpose, first, second);
    this.#b = hash(this.#a, first, second, purpose);
    this.#c = hash(this.#b, second, purpose, first);
    this.#counter = 1;
    for (let i = 0; i < 4; i++) this.next();
    return this;
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (this.#c >>> 0) / 4_294_967_296;
  }

  /** Uniform integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Standard normal, Box–Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Index drawn in proportion to weights that are not negative and have a positive sum. */
  pick(weights: ArrayLike<number>, count = weights.length): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += weights[i]!;
    let left = this.next() * total;
    for (let i = 0; i < count - 1; i++) {
      left -= weights[i]!;
      if (left < 0) return i;
    }
    return count - 1;
  }
}

/** Uniform in [0, 1) of one place, without a stream: for questions asked of everyone every day. */
export function unit(seed: number, purpose: number, first: number, second = 0): number {
  return (hash(seed | 0, purpose, first, second) >>> 0) / 4_294_967_296;
}

/** What a place is for; a number may never change or be used twice. */
export const PURPOSE = {
  person: 1,
  taste: 2,
  visit: 3,
  session: 4,
  merchant: 5,
  product: 6,
  weather: 7,
  target: 8,
  push: 9,
  redeem: 10,
  profile: 11,
  travel: 12,
  late: 13,
} as const;

/** murmur3 (x86, 32 bits) over three words. */
function hash(seed: number, a: number, b: number, c: number): number {
  let h = round(round(round(seed, a), b), c) ^ 12;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function round(h: number, word: number): number {
  let k = imul(word, 0xcc9e2d51);
  k = imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = h ^ k;
  return (imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
