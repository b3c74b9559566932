const SLAB_BYTES = 1 << 26;

export interface Place {
  readonly buffer: ArrayBuffer;
  /** In bytes; a multiple of 8. */
  readonly offset: number;
}

/** Memory for what a unit of people reads: taken piece by piece, given back all at once, and used again by the next unit. */
export class Arena {
  readonly #slabs: ArrayBuffer[] = [];
  #slab = 0;
  #used = 0;

  reset(): void {
    this.#slab = 0;
    this.#used = 0;
  }

  take(bytes: number): Place {
    for (;;) {
      const slab = this.#slabs[this.#slab];
      if (!slab) this.#slabs.push(new ArrayBuffer(Math.max(SLAB_BYTES, bytes)));
      else if (this.#used + bytes <= slab.byteLength) break;
      else {
        this.#slab++;
        this.#used = 0;
      }
    }
    const place = { buffer: this.#slabs[this.#slab]!, offset: this.#used };
    this.#used += Math.ceil(bytes / 8) * 8;
    return place;
  }
}
