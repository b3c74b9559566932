import type { Instant, UserId } from '../../kernel/index.ts';
import type { LogAction } from './merge-log.ts';

/** An operator's decision, with the words that the log keeps. */
export interface Decree {
  readonly actor: string;
  readonly reason: string;
}

export interface LinkRequest extends Decree {
  readonly userId: UserId;
  /** One of the two. */
  readonly otherUserId?: UserId | undefined;
  readonly deviceId?: string | undefined;
}

export interface BlockRequest extends Decree {
  readonly kind: 'device' | 'user';
  readonly id: string;
}

export interface IdentityEvidence {
  readonly userId: UserId;
  readonly deviceId?: string;
  readonly otherUserId?: UserId;
  readonly rule: string;
  readonly source: string;
  readonly seenAt: Instant;
  /** False when the pair was set apart. */
  readonly counts: boolean;
}

export interface IdentityDevice {
  readonly deviceId: string;
  /**
   * linked: its visits without a login are the person's; shared: more logins than the limit; blocked: by an operator;
   * apart: its logins are different people.
   */
  readonly state: 'linked' | 'shared' | 'blocked' | 'apart';
  readonly logins: number;
}

/** Who a login is, and why. */
export interface PersonIdentities {
  /** The login that was asked for. */
  readonly userId: UserId;
  /** The login under which the person is known: the first of them all. */
  readonly personId: UserId;
  /** Every login of the person, in the order in which they became known. */
  readonly logins: readonly UserId[];
  readonly devices: readonly IdentityDevice[];
  readonly evidence: readonly IdentityEvidence[];
}

/** One line of the merge log, with ids as they are known by now (`#12` for a person who was erased). */
export interface MergeEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly action: LogAction;
  readonly userId?: string;
  readonly fromId?: string;
  readonly toId?: string;
  readonly deviceId?: string;
  /** The chain from the login to the person, each link with the rules that told of it. */
  readonly evidence: readonly {
    readonly userId: string;
    readonly deviceId?: string;
    readonly otherUserId?: string;
    readonly rules: readonly string[];
  }[];
  readonly actor: string;
  readonly reason: string;
}

export interface IdentityBlock {
  readonly kind: 'device' | 'user';
  readonly id: string;
  /** blocked by an operator, exempt from the limit by one, or shared because the limit is passed. */
  readonly state: 'blocked' | 'exempt' | 'shared';
  readonly logins?: number;
  readonly reason: string;
  readonly actor: string;
  readonly at?: Instant;
}

export interface Page {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

/** What an operator's word did. */
export interface DecreeOutcome {
  /** Someone became, or ceased to be, one person with another. Tags follow with the next build, facts at once. */
  readonly moved: boolean;
  readonly personId?: UserId;
  readonly logins?: readonly UserId[];
}

/**
 * Which logins and devices are one person.
 *
 * Who is one person follows from the evidence, the blocks and the limits alone, whatever came first. A change moves
 * facts, orders, attributes and devices in one transaction, and taking it back restores all of them.
 */
export interface Identities {
  /** The login under which someone is known; the id itself for who has no other, or is not known. */
  personOf(userId: UserId): Promise<UserId>;
  /** Every login of the person, `userId` among them; it alone for who has no other, or is not known. */
  loginsOf(userId: UserId): Promise<readonly UserId[]>;
  /** All persons with several logins. */
  groups(): Promise<readonly (readonly UserId[])[]>;

  /** Throws `person.not-found`. */
  describe(userId: UserId): Promise<PersonIdentities>;
  /** Newest first; of one person's logins when `userId` is given. */
  merges(
    page: Page & { readonly userId?: UserId | undefined },
  ): Promise<{ readonly entries: readonly MergeEntry[]; readonly next?: string }>;
  blocks(): Promise<readonly IdentityBlock[]>;

  /** Ties two logins, or a login and a device; undoes that they were set apart. Throws `person.not-found`. */
  link(request: LinkRequest): Promise<DecreeOutcome>;
  /** Splits a login off its person: what ties it to the others no longer counts. Throws `identity.not-merged`. */
  unmerge(request: Decree & { readonly userId: UserId }): Promise<DecreeOutcome>;
  /** An id that joins nobody any more. */
  block(request: BlockRequest): Promise<DecreeOutcome>;
  /** Takes a block back, or lets a device join that the limit holds back. Throws `identity.not-blocked`. */
  unblock(request: BlockRequest): Promise<DecreeOutcome>;

  /** Told, inside a transaction that moves people, to look again once it is committed. */
  peopleMoved(): void;
}
