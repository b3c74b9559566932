import type { CampaignId, Instant, JobContext } from '../../kernel/index.ts';
import type { CampaignLauncher } from './campaign-launcher.ts';
import type { CampaignStore } from './campaign-store.ts';
import { dueAction } from './due-action.ts';

export interface TickerDeps {
  readonly store: CampaignStore;
  readonly launcher: CampaignLauncher;
  readonly end: (id: CampaignId) => Promise<unknown>;
}

/** Does what the clock asks for. Issuing goes on beside it, so that a long one never delays another campaign's end. */
export class CampaignTicker {
  readonly #deps: TickerDeps;
  readonly #issuing = new Map<CampaignId, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #faults: unknown[] = [];

  constructor(deps: TickerDeps) {
    this.#deps = deps;
  }

  /** Throws what went wrong since the tick before, the first of it. */
  async tick(now: Instant, job: JobContext): Promise<void> {
    for (const record of await this.#deps.store.list()) {
      const { id } = record.document;
      const action = dueAction(record, now);
      if (action === 'end') await this.#deps.end(id).catch((error: unknown) => this.#faults.push(error));
      if (action === 'issue') this.#issue(id, job);
    }
    const [first] = this.#faults.splice(0);
    if (first !== undefined) throw first;
  }

  /** Interrupts the issuing that ticks have begun; it goes on at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#issuing.values());
  }

  #issue(id: CampaignId, job: JobContext): void {
    if (this.#closing.signal.aborted || this.#deps.launcher.isActive(id)) return;
    const signal = AbortSignal.any([job.signal, this.#closing.signal]);
    const work = this.#deps.launcher
      .issue(id, { signal, report: (progress) => job.report(progress) })
      .catch((error: unknown) => {
        if (!signal.aborted) this.#faults.push(error);
      })
      .then(() => {
        this.#issuing.delete(id);
      });
    this.#issuing.set(id, work);
  }
}
