import type { Instant, JobContext, UserId } from '../../kernel/index.ts';

/** Where a person was named, and how often, before an erase and after it. */
export interface ErasedPlace {
  readonly place: string;
  readonly before: number;
  readonly after: number;
}

/** What an erase found and left. It holds no id: `subject` is a salted hash. */
export interface ErasureReport {
  readonly subject: string;
  readonly erasedAt: Instant;
  readonly actor: string;
  readonly logins: number;
  readonly devices: number;
  readonly places: readonly ErasedPlace[];
  /** Nothing names the person any more. */
  readonly isGone: boolean;
}

export interface Eraser {
  /**
   * Takes a person, with all logins, out of everything; resolves once a second search has been made. Throws
   * `person.not-found`, and `erase.unconfirmed` unless `confirm` is the id again.
   */
  erase(
    request: { readonly userId: UserId; readonly confirm: string; readonly actor: string },
    job: JobContext,
  ): Promise<ErasureReport>;
  /** Erases again who came back with a restored back-up; resolves to how many. */
  eraseAgain(job: JobContext): Promise<number>;
  /** Newest first. */
  reports(): Promise<readonly ErasureReport[]>;
}
