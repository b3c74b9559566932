import type { BudgetId, CouponId, TemplateId, UserId } from '../../kernel/index.ts';
import type {
  Budget,
  BudgetDefinition,
  CloseResult,
  Coupon,
  IssueRequest,
  IssueResult,
  LedgerTotals,
  RedeemRequest,
  ReleaseRequest,
  Stock,
  VerifyReport,
} from './ledger-store.port.ts';
import type { ReconcileReport } from './reconcile.ts';
import type { CouponTemplate } from './template.ts';

/** What the rest of the product sees of the ledger. Times come from its clock; every promise of `LedgerStore` holds. */
export interface LedgerService {
  putTemplate(template: CouponTemplate): Promise<Stock>;
  findStock(id: TemplateId): Promise<Stock | undefined>;
  /** By template id. */
  stocks(): Promise<readonly Stock[]>;

  putBudget(budget: BudgetDefinition): Promise<Budget>;
  findBudget(id: BudgetId): Promise<Budget | undefined>;
  /** By budget id. */
  budgets(): Promise<readonly Budget[]>;

  /** Throws `person.not-found` for a user that the workspace does not know; every other no is a refusal. Thousands at once share one commit. */
  issue(request: Omit<IssueRequest, 'at'>): Promise<IssueResult>;
  redeem(request: Omit<RedeemRequest, 'at'>): Promise<CloseResult>;
  release(request: Omit<ReleaseRequest, 'at'>): Promise<CloseResult>;
  /** Expires every coupon whose time has passed; resolves to how many. */
  expireDue(): Promise<number>;

  /** Throws `coupon.not-found`. */
  getCoupon(id: CouponId): Promise<Coupon>;
  /** Of all logins of the person, newest first. Throws `person.not-found`. */
  couponsOf(userId: UserId): Promise<readonly Coupon[]>;
  /** How many coupons of a template each person has had that were not released, under each login: what the cap counts. */
  issuedByUser(templateId: TemplateId): Promise<ReadonlyMap<UserId, number>>;

  /** Counts and money of all coupons by template, budget and state, in one consistent look: reads every coupon. */
  totals(): Promise<LedgerTotals>;
  /** Seq of the newest journal entry, 0 for an empty ledger. */
  entries(): Promise<number>;
  verify(): Promise<VerifyReport>;
  /** Waits for the outbox, then holds ledger totals against warehouse totals. */
  reconcile(): Promise<ReconcileReport>;
  /** Called after each write that changed something, once durable. Returns what ends it. */
  onChange(listener: () => void): () => void;
}
