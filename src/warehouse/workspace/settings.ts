import type { BusinessTime, Currency } from '../../kernel/index.ts';

/** What one data folder settles once for all (DESIGN 15). Set by `config` or the first mapping imported. */
export interface WorkspaceSettings {
  readonly name: string;
  readonly time: BusinessTime;
  readonly currency: Currency;
  /** Added to the machine's clock; 0 but for the demo, whose clock starts where its history ends. */
  readonly clockOffsetMs: number;
}
