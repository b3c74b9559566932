import { expect, it } from 'vitest';
import { brandAs, type CampaignId, type FlowId, money, type TemplateId, type UserId } from '../../kernel/index.ts';
import type { Decision } from './decision.ts';
import { decisionIdOf } from './decision-key.ts';
import type { DecisionLog } from './decision-log.port.ts';
import type { Reason } from './reason.ts';

const spring = brandAs<CampaignId>('spring');
const user = (n: number) => brandAs<UserId>(`u${n}`);

function decision(key: string, change: Partial<Decision> = {}): Decision {
  const userId = change.userId ?? user(1);
  return {
    id: decisionIdOf(key),
    key,
    at: 1_000,
    flowId: brandAs<FlowId>('default'),
    flowVersion: 1,
    userId,
    outcome: 'none',
    candidates: [{ templateId: brandAs<TemplateId>('t'), stage: 'filtered', reason: 'user-cap', cost: money(500) }],
    stages: [{ node: 'recall', in: 0, out: 1, ms: 0 }],
    inputs: { userId, tags: { income: null, cuisines: ['hotpot'] }, offers: [] },
    attempts: [],
    ...change,
  };
}

const none = (reason: Reason): Partial<Decision> => ({ outcome: 'none', reason });
const keys = (found: { readonly decisions: readonly Decision[] }) => found.decisions.map(({ key }) => key);

/** Every DecisionLog passes this and nothing less. */
export function describeDecisionLog(create: () => Promise<DecisionLog>): void {
  const withLog = async (test: (log: DecisionLog) => Promise<void>) => {
    const log = await create();
    try {
      await test(log);
    } finally {
      await log.close();
    }
  };

  it('gives back what was appended, to the last field', () =>
    withLog(async (log) => {
      const first = decision('a', { campaignId: spring, ...none('stock-exhausted') });
      await log.append([first, decision('b')]);
      expect(await log.find(first.id)).toEqual(first);
      expect(await log.find(decisionIdOf('c'))).toBeUndefined();
      const found = await log.findMany([decisionIdOf('b'), decisionIdOf('c'), first.id]);
      expect(found.map((one) => one?.key)).toEqual(['b', undefined, 'a']);
    }));

  it('leaves what is there already as it was first written', () =>
    withLog(async (log) => {
      await log.append([decision('a', { campaignId: spring, ...none('user-cap') })]);
      const again = decision('a', { campaignId: spring, ...none('holdout'), at: 9 });
      await log.append([again, again, decision('b', { campaignId: spring, ...none('holdout') })]);
      expect(await log.find(again.id)).toMatchObject({ at: 1_000, reason: 'user-cap' });
      expect(keys(await log.list({}, { limit: 10 }))).toEqual(['b', 'a']);
      expect(await log.countsOf(spring)).toEqual([
        { outcome: 'none', reason: 'holdout', count: 1 },
        { outcome: 'none', reason: 'user-cap', count: 1 },
      ]);
    }));

  it('lists by person, campaign and reason in any combination, newest first', () =>
    withLog(async (log) => {
      await log.append([
        decision('a', { userId: user(1), campaignId: spring, ...none('holdout') }),
        decision('b', { userId: user(2), campaignId: spring, ...none('user-cap') }),
        decision('c', { userId: user(1), campaignId: brandAs<CampaignId>('spring-2'), ...none('holdout') }),
        decision('d', { userId: user(1), campaignId: spring, outcome: 'issued' }),
      ]);
      const list = async (query: Parameters<DecisionLog['list']>[0]) => keys(await log.list(query, { limit: 10 }));
      expect(await list({})).toEqual(['d', 'c', 'b', 'a']);
      expect(await list({ userId: user(1) })).toEqual(['d', 'c', 'a']);
      expect(await list({ campaignId: spring })).toEqual(['d', 'b', 'a']);
      expect(await list({ reason: 'holdout' })).toEqual(['c', 'a']);
      expect(await list({ campaignId: spring, reason: 'holdout' })).toEqual(['a']);
      expect(await list({ userId: user(1), campaignId: spring })).toEqual(['d', 'a']);
      expect(await list({ userId: user(1), campaignId: spring, reason: 'holdout' })).toEqual(['a']);
      expect(await list({ userId: user(3) })).toEqual([]);
    }));

  it('pages without gaps or repeats while more is written', () =>
    withLog(async (log) => {
      const write = (from: number, to: number) =>
        log.append(Array.from({ length: to - from }, (_, i) => decision(`k${from + i}`, { userId: user(i % 2) })));
      await write(0, 25);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await log.list({ userId: user(0) }, { limit: 4, ...(after !== undefined && { after }) });
        seen.push(...keys(page));
        after = page.next;
        await write(25 + seen.length, 26 + seen.length);
      } while (after !== undefined);
      expect(seen).toEqual(Array.from({ length: 13 }, (_, i) => `k${24 - 2 * i}`));
    }));

  it('takes ids of any length and script', () =>
    withLog(async (log) => {
      const odd = [brandAs<UserId>('李雷 '.repeat(300)), brandAs<UserId>(''), brandAs<UserId>('#x\u0000y')];
      await log.append(odd.map((userId, i) => decision(`odd${i}`, { userId })));
      for (const [i, userId] of odd.entries())
        expect(keys(await log.list({ userId }, { limit: 5 }))).toEqual([`odd${i}`]);
    }));

  it('counts how decisions of a campaign ended', () =>
    withLog(async (log) => {
      const many = (n: number, change: Partial<Decision>, name: string) =>
        Array.from({ length: n }, (_, i) => decision(`${name}${i}`, { campaignId: spring, ...change }));
      await Promise.all([
        log.append(many(30, none('budget-exhausted'), 'x')),
        log.append(many(12, { outcome: 'issued' }, 'y')),
        log.append(many(5, none('holdout'), 'z')),
        log.append([decision('elsewhere', none('holdout'))]),
      ]);
      expect(await log.countsOf(spring)).toEqual([
        { outcome: 'issued', count: 12 },
        { outcome: 'none', reason: 'budget-exhausted', count: 30 },
        { outcome: 'none', reason: 'holdout', count: 5 },
      ]);
    }));
}
