import type { TemplateId, UserId } from '../../kernel/index.ts';
import type { Coupon, LedgerStore } from './ledger-store.port.ts';

/** Coupons of all logins of a person, newest first; each stays under the login that it was issued to. */
export async function couponsOfLogins(
  store: Pick<LedgerStore, 'couponsOf'>,
  logins: readonly UserId[],
): Promise<readonly Coupon[]> {
  const lists = await Promise.all(logins.map((login) => store.couponsOf(login)));
  return lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => b.issuedAt - a.issuedAt);
}

/** Counts by person under each login: the journal keeps them by login, and a cap is a person's. */
export async function countByPerson(
  store: Pick<LedgerStore, 'issuedByUser'>,
  templateId: TemplateId,
  groups: readonly (readonly UserId[])[],
): Promise<ReadonlyMap<UserId, number>> {
  const byLogin = await store.issuedByUser(templateId);
  if (groups.length === 0) return byLogin;
  const byPerson = new Map(byLogin);
  for (const group of groups) {
    const count = group.reduce((sum, login) => sum + (byLogin.get(login) ?? 0), 0);
    if (count > 0) for (const login of group) byPerson.set(login, count);
  }
  return byPerson;
}
