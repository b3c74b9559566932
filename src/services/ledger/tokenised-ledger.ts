import { brandAs, type UserId } from '../../kernel/index.ts';
import { couponIdOf } from './coupon-id.ts';
import type { Coupon, JournalEntry, LedgerStore } from './ledger-store.port.ts';
import type { PersonVault } from './person-vault.port.ts';

/** Stands for a person whose token's pair was destroyed. */
export const ERASED_PERSON = brandAs<UserId>('(erased)');

/**
 * A ledger that keeps tokens in the place of people's ids and keyed hashes in the place of request keys, which may
 * hold ids. Outside nothing changes: ids go in and come out. A new pair is on disk before the ledger is asked, and
 * what is asked first is still done first.
 */
export function tokenisedLedger(store: LedgerStore, vault: PersonVault): LedgerStore {
  let last: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    last = last.then(() => vault.flushed());
    return last.then(work);
  };
  const token = (userId: UserId) => brandAs<UserId>(vault.tokenOf(userId));
  const person = (id: UserId) => vault.userOf(id) ?? ERASED_PERSON;
  const named = (coupon: Coupon): Coupon => ({ ...coupon, userId: person(coupon.userId) });
  const answered = <T extends { readonly kind: string }>(result: T): T =>
    'coupon' in result ? { ...result, coupon: named(result.coupon as Coupon) } : result;
  const hidden = <T extends { readonly key: string }>(request: T): T => ({
    ...request,
    key: vault.disguise(request.key),
  });

  return {
    defineTemplate: (template, at) => inOrder(() => store.defineTemplate(template, at)),
    defineBudget: (budget, at) => inOrder(() => store.defineBudget(budget, at)),
    issue({ alsoOf = [], ...request }) {
      const others = alsoOf.flatMap((login) => vault.findToken(login) ?? []).map((each) => brandAs<UserId>(each));
      const asked = {
        ...hidden(request),
        userId: token(request.userId),
        couponId: couponIdOf(request.key),
        ...(others.length > 0 ? { alsoOf: others } : {}),
      };
      return inOrder(async () => answered(await store.issue(asked)));
    },
    redeem: (request) => inOrder(async () => answered(await store.redeem(hidden(request)))),
    release: (request) => inOrder(async () => answered(await store.release(hidden(request)))),
    expire: (now, limit) => inOrder(() => store.expire(now, limit)),
    async findCoupon(id) {
      const coupon = await store.findCoupon(id);
      return coupon && named(coupon);
    },
    async couponsOf(userId) {
      const known = vault.findToken(userId);
      return known === undefined ? [] : (await store.couponsOf(brandAs<UserId>(known))).map(named);
    },
    async issuedByUser(templateId) {
      const counts = [...(await store.issuedByUser(templateId))];
      return new Map(
        counts.flatMap(([id, count]) => {
          const user = vault.userOf(id);
          return user === undefined ? [] : [[user, count] as const];
        }),
      );
    },
    findStock: (id) => store.findStock(id),
    stocks: () => store.stocks(),
    findBudget: (id) => store.findBudget(id),
    budgets: () => store.budgets(),
    lastSeq: () => store.lastSeq(),
    async journal(after, limit) {
      const entries = await store.journal(after, limit);
      return entries.map((entry): JournalEntry => (entry.coupon ? { ...entry, coupon: named(entry.coupon) } : entry));
    },
    totals: () => store.totals(),
    verify: () => store.verify(),
    async close() {
      await last.catch(() => {});
      await store.close();
    },
  };
}
