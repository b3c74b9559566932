import type { Mask } from './frame.ts';

/** Masks of conditions used last, up to a number of bytes: while one threshold is dragged, the rest is not scanned again. */
export class RecentMasks {
  readonly #capacityBytes: number;
  readonly #masks = new Map<string, Mask>();
  #bytes = 0;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  /** The mask of a condition, computed if it is not among the recent ones. */
  get(key: string, compute: () => Mask): Mask {
    const known = this.#masks.get(key);
    const mask = known ?? compute();
    this.#masks.delete(key);
    this.#masks.set(key, mask);
    if (!known) this.#bytes += sizeOf(key, mask);
    this.#evict();
    return mask;
  }

  #evict(): void {
    for (const [key, mask] of this.#masks) {
      if (this.#bytes <= this.#capacityBytes) return;
      this.#masks.delete(key);
      this.#bytes -= sizeOf(key, mask);
    }
  }
}

const sizeOf = (key: string, mask: Mask): number => key.length * 2 + mask.truth.byteLength;
