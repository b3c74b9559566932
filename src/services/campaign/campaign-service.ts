import type { CampaignId, Instant, JobContext } from '../../kernel/index.ts';
import type { FindCampaignTerms } from '../decision/index.ts';
import type { Campaign, CampaignDocument, CampaignReport, FieldChange, Refusal } from './campaign.ts';

/** Campaigns: one document each that ties audience, templates, budget, flow and schedule together. */
export interface CampaignService {
  /** By id. */
  list(): Promise<readonly Campaign[]>;
  /** Throws `campaign.not-found`. */
  get(id: CampaignId): Promise<Campaign>;
  /**
   * Creates or changes; the same document again changes nothing. A scheduled campaign falls back to a draft; of a
   * running one only the budget may change (`campaign.running`), of a stopped or ended one nothing (`campaign.over`).
   * Throws `audience.not-found`, `snapshot.not-found`, `template.not-found`, `flow.not-found`, `campaign.invalid`.
   */
  apply(document: CampaignDocument): Promise<Campaign>;
  /** What `apply` would change, by field. */
  diff(document: CampaignDocument): Promise<readonly FieldChange[]>;
  /** What a launch now would do. Writes nothing; agrees with a launch that follows if nothing else happens in between. */
  preview(id: CampaignId, job: JobContext): Promise<CampaignReport>;
  /**
   * Issues to every member in a stated order, each once, however often it is called: after a crash or a cancel it goes
   * on where it was. With a later start it only schedules. `confirm` repeats the id (`campaign.unconfirmed`).
   */
  launch(id: CampaignId, confirm: string, job: JobContext): Promise<CampaignReport>;
  /** The kill switch: closes the budget, so that not one more coupon is issued. */
  stop(id: CampaignId): Promise<Campaign>;
  /**
   * Starts, goes on with and ends what is due by the clock; called every second or so. Issuing goes on after it has
   * resolved; what goes wrong there is thrown by the next tick.
   */
  tick(now: Instant, job: JobContext): Promise<void>;
  /** Interrupts issuing at the end of the process: it goes on by itself at the next tick of the next one. */
  close(): Promise<void>;
  /** Members who got nothing, by user id. Empty before the launch. */
  refusals(id: CampaignId): AsyncIterable<Refusal>;
  /** For decisions about one person. */
  readonly findTerms: FindCampaignTerms;
}
