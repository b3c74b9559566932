import { type Clock, TesseraError, type UserId } from '../../kernel/index.ts';
import type { Identities } from '../../warehouse/identity/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { countByPerson, couponsOfLogins } from './coupons-of-logins.ts';
import type { LedgerOutbox } from './ledger-outbox.ts';
import type { LedgerService } from './ledger-service.ts';
import type { LedgerStore } from './ledger-store.port.ts';
import type { PersonLookup } from './person-lookup.ts';
import { reconcile } from './reconcile.ts';

export interface LedgerDeps {
  readonly store: LedgerStore;
  readonly outbox: LedgerOutbox;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly knowsPerson: PersonLookup;
  /** Default: every login is a person of its own. */
  readonly identities?: Pick<Identities, 'loginsOf' | 'groups'>;
}

const EACH_ALONE: Pick<Identities, 'loginsOf' | 'groups'> = {
  loginsOf: async (userId) => [userId],
  groups: async () => [],
};

/** Coupons expired in one atomic step: bounds how long the step holds up others. */
const EXPIRED_PER_STEP = 1_000;

export function createLedgerService(deps: LedgerDeps): LedgerService {
  const { store, outbox, engine, clock, knowsPerson, identities = EACH_ALONE } = deps;
  const listeners = new Set<() => void>();

  /** Tells of a write that changed something. */
  const tell = <T>(result: T): T => {
    outbox.wake();
    for (const listener of listeners) listener();
    return result;
  };
  const tellIfNew = <T extends { readonly kind: string; readonly repeated: boolean }>(result: T): T =>
    result.kind === 'refused' || result.repeated ? result : tell(result);

  const mustKnow = async (userId: UserId): Promise<void> => {
    if (!(await knowsPerson(userId))) throw new TesseraError('person.not-found', { id: userId });
  };

  const expireDue = async (): Promise<number> => {
    const now = clock.now();
    let total = 0;
    for (;;) {
      const expired = await store.expire(now, EXPIRED_PER_STEP);
      total += expired;
      if (expired < EXPIRED_PER_STEP) break;
    }
    if (total > 0) tell(total);
    return total;
  };

  return {
    putTemplate: async (template) => tell(await store.defineTemplate(template, clock.now())),
    findStock: (id) => store.findStock(id),
    stocks: () => store.stocks(),
    putBudget: async (budget) => tell(await store.defineBudget(budget, clock.now())),
    findBudget: (id) => store.findBudget(id),
    budgets: () => store.budgets(),
    async issue(request) {
      await mustKnow(request.userId);
      const logins = await identities.loginsOf(request.userId);
      const alsoOf = logins.filter((login) => login !== request.userId);
      return tellIfNew(await store.issue({ ...request, ...(alsoOf.length > 0 ? { alsoOf } : {}), at: clock.now() }));
    },
    redeem: async (request) => tellIfNew(await store.redeem({ ...request, at: clock.now() })),
    release: async (request) => tellIfNew(await store.release({ ...request, at: clock.now() })),
    expireDue,
    async getCoupon(id) {
      const coupon = await store.findCoupon(id);
      if (!coupon) throw new TesseraError('coupon.not-found', { id });
      return coupon;
    },
    async couponsOf(userId) {
      const coupons = await couponsOfLogins(store, await identities.loginsOf(userId));
      if (coupons.length === 0) await mustKnow(userId);
      return coupons;
    },
    issuedByUser: async (templateId) => countByPerson(store, templateId, await identities.groups()),
    totals: () => store.totals(),
    entries: () => store.lastSeq(),
    verify: () => store.verify(),
    async reconcile() {
      const totals = await store.totals();
      await outbox.drain();
      return reconcile(totals, await outbox.position(), engine);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
