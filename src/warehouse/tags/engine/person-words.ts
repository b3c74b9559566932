/** People of a block: a segment's rows name them by their place in it. A power of two, so that places pack into keys. */
export const BLOCK_PEOPLE = 1024;

/** Which 64-bit values each person of a block was seen with. Open addressing; emptied by moving on to the next generation. */
export class SeenValues {
  #low = new Uint32Array(1 << 12);
  #high = new Uint32Array(1 << 12);
  /** Generation and person of a slot; 0 for one that was never used. */
  #owner = new Uint32Array(1 << 12);
  #generation = 1;
  #size = 0;
  readonly #bits = new DataView(new ArrayBuffer(8));

  reset(): void {
    this.#size = 0;
    this.#generation++;
    if (this.#generation < 2 ** 22) return;
    this.#owner.fill(0);
    this.#generation = 1;
  }

  /** True the first time. */
  add(person: number, low: number, high: number): boolean {
    if (this.#size * 2 > this.#owner.length) this.#grow();
    const owner = this.#generation * BLOCK_PEOPLE + person;
    const mask = this.#owner.length - 1;
    const first = this.#generation * BLOCK_PEOPLE;
    for (let slot = slotOf(person, low, high) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#owner[slot]!;
      if (found < first) {
        this.#owner[slot] = owner;
        this.#low[slot] = low;
        this.#high[slot] = high;
        this.#size++;
        return true;
      }
      if (found === owner && this.#low[slot] === low && this.#high[slot] === high) return false;
    }
  }

  /** By value: equal numbers are one. */
  addNumber(person: number, value: number): boolean {
    this.#bits.setFloat64(0, value === 0 ? 0 : value);
    return this.add(person, this.#bits.getUint32(4), this.#bits.getUint32(0));
  }

  #grow(): void {
    const [low, high, owner] = [this.#low, this.#high, this.#owner];
    const first = this.#generation * BLOCK_PEOPLE;
    this.#low = new Uint32Array(low.length * 2);
    this.#high = new Uint32Array(low.length * 2);
    this.#owner = new Uint32Array(low.length * 2);
    this.#size = 0;
    for (let slot = 0; slot < owner.length; slot++)
      if (owner[slot]! >= first) this.add(owner[slot]! - first, low[slot]!, high[slot]!);
  }
}

/** How much of each word each person of a block has. */
export class WordWeights {
  #slots = new Int32Array(1 << 12).fill(-1);
  people = new Uint16Array(1 << 11);
  words = new Uint32Array(1 << 11);
  weights = new Float64Array(1 << 11);
  /** Entries in use: `people[i]` has `weights[i]` of `words[i]`, in the order in which pairs came up. */
  length = 0;

  reset(): void {
    this.#slots.fill(-1);
    this.length = 0;
  }

  add(person: number, word: number, weight: number): void {
    if (this.length === this.people.length) this.#grow();
    const mask = this.#slots.length - 1;
    for (let slot = slotOf(person, word, 0) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry < 0) {
        this.#slots[slot] = this.length;
        this.people[this.length] = person;
        this.words[this.length] = word;
        this.weights[this.length++] = weight;
        return;
      }
      if (this.people[entry] === person && this.words[entry] === word) {
        this.weights[entry]! += weight;
        return;
      }
    }
  }

  #grow(): void {
    this.people = grown(this.people, new Uint16Array(this.people.length * 2));
    this.words = grown(this.words, new Uint32Array(this.words.length * 2));
    this.weights = grown(this.weights, new Float64Array(this.weights.length * 2));
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let entry = 0; entry < this.length; entry++) {
      let slot = slotOf(this.people[entry]!, this.words[entry]!, 0) & mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry;
    }
  }
}

function grown<Values extends Uint16Array | Uint32Array | Float64Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

function slotOf(person: number, low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(person + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
