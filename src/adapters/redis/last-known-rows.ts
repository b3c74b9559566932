/** People whose last row is kept for the time when the server is down: some tens of megabytes. */
const MOST_ROWS = 50_000;

/** The rows that were read last, of one version. */
export class LastKnownRows {
  readonly #rows = new Map<string, Buffer>();

  put(userId: string, row: Buffer): void {
    this.#rows.delete(userId);
    this.#rows.set(userId, row);
    if (this.#rows.size > MOST_ROWS) this.#rows.delete(this.#rows.keys().next().value!);
  }

  get(userId: string): Buffer | undefined {
    return this.#rows.get(userId);
  }

  clear(): void {
    this.#rows.clear();
  }
}
