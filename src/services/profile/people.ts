import type { Instant, UserId } from '../../kernel/index.ts';
import type { TagValue } from './profile-store.port.ts';

export interface Page {
  /** 1 to 1000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface PersonSummary {
  readonly userId: UserId;
  /** The login under which the person is known, when it is another. */
  readonly personId?: UserId;
  /** Of the person, whatever the login. */
  readonly orders: number;
  readonly lastOrderAt: Instant | null;
}

export interface TimelineEntry {
  readonly at: Instant;
  readonly kind: 'order' | 'visit' | 'exposure' | 'coupon';
  /** What it was about, as data: a merchant, a page, a campaign; never a sentence. */
  readonly title: string;
  /** Order, session, campaign or coupon id. */
  readonly subjectId?: string;
  /** Minor units: net amount of an order, cost of a coupon. */
  readonly amount?: number;
  readonly detail: Readonly<Record<string, TagValue>>;
}

/** People as the facts know them, built or not. */
export interface People {
  /** Ids that begin with a text, in code-point order. */
  search(prefix: string, page: Page): Promise<{ readonly people: readonly PersonSummary[]; readonly next?: string }>;
  /** What one person did and got, newest first. Throws `person.not-found`. */
  timeline(userId: UserId, page: Page): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next?: string }>;
}
