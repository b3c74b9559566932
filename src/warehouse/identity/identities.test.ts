import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow, type IdentityWorld, openIdentityWorld, SMALL_LIMITS, user } from './identity-world.conformance.ts';
import { nameOf, type PlainEvidence, type PlainPair, plainPartition } from './plain-partition.conformance.ts';

const USERS = ['ada', 'bo', 'cy', 'di', 'ed', 'flo'];
const DEVICES = ['phone', 'pad', 'tv', 'kiosk'];
const SOMEONE = { actor: 'ann', reason: 'test' };

type Step =
  | { readonly kind: 'told'; readonly pair: PlainPair }
  | { readonly kind: 'link'; readonly pair: PlainPair }
  | { readonly kind: 'unmerge'; readonly user: string }
  | { readonly kind: 'block' | 'unblock'; readonly what: 'device' | 'user'; readonly id: string }
  | { readonly kind: 'order'; readonly user: string | null; readonly order: string; readonly amount: number }
  | { readonly kind: 'visit'; readonly user: string | null; readonly device: string | null }
  | { readonly kind: 'attribute'; readonly user: string; readonly value: string };

const someUser = fc.constantFrom(...USERS);
const someDevice = fc.constantFrom(...DEVICES);
const somePair: fc.Arbitrary<PlainPair> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ user: someUser, device: someDevice }) },
  { weight: 1, arbitrary: fc.record({ user: someUser, other: someUser }).filter(({ user: a, other }) => a !== other) },
);
const someId = fc.oneof(
  fc.record({ what: fc.constant('device' as const), id: someDevice }),
  fc.record({ what: fc.constant('user' as const), id: someUser }),
);
const told: fc.Arbitrary<Step> = somePair.map((pair) => ({ kind: 'told', pair }));
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: told },
  { weight: 2, arbitrary: somePair.map((pair) => ({ kind: 'link' as const, pair })) },
  { weight: 2, arbitrary: someUser.map((id) => ({ kind: 'unmerge' as const, user: id })) },
  { weight: 1, arbitrary: someId.map((id) => ({ kind: 'block' as const, ...id })) },
  { weight: 1, arbitrary: someId.map((id) => ({ kind: 'unblock' as const, ...id })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      user: fc.option(someUser),
      order: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
      amount: fc.integer({ min: 1, max: 99 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('visit' as const),
      user: fc.option(someUser),
      device: fc.option(someDevice),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('attribute' as const),
      user: someUser,
      value: fc.constantFrom('x', 'y', 'z'),
    }),
  },
);

/** What was said, kept beside the warehouse. */
class Plain {
  readonly pairs: PlainPair[] = [];
  readonly apart = new Set<string>();
  readonly blockedUsers = new Set<string>();
  readonly blockedDevices = new Set<string>();
  readonly exemptDevices = new Set<string>();
  readonly visits: { readonly user: string | null; readonly device: string | null }[] = [];
  readonly orders: { readonly user: string | null; readonly order: string; readonly amount: number }[] = [];
  /** By user, with the turn at which it was written. */
  readonly attributes = new Map<string, { readonly turn: number; readonly value: string }>();

  get evidence(): PlainEvidence {
    return { ...this, users: USERS, limits: SMALL_LIMITS, pairs: this.pairs };
  }
}

async function perform(world: IdentityWorld, plain: Plain, step: Step, turn: number): Promise<void> {
  const { identities } = world;
  switch (step.kind) {
    case 'told':
      plain.pairs.push(step.pair);
      await world.link(step.pair);
      return;
    case 'link': {
      plain.pairs.push(step.pair);
      plain.apart.delete(nameOf(step.pair));
      const to = 'device' in step.pair ? { deviceId: step.pair.device } : { otherUserId: user(step.pair.other) };
      await identities.link({ ...SOMEONE, userId: user(step.pair.user), ...to });
      return;
    }
    case 'unmerge': {
      const { people, joining } = plainPartition(plain.evidence);
      const shared = joining.flatMap((pair) => ('device' in pair && pair.user !== step.user ? [pair.device] : []));
      const ties = joining.filter((pair) =>
        'device' in pair
          ? pair.user === step.user && shared.includes(pair.device)
          : pair.user === step.user || pair.other === step.user,
      );
      const isMerged = people.find((group) => group.includes(step.user))!.length > 1;
      expect(ties.length > 0).toBe(isMerged);
      for (const pair of ties) plain.apart.add(nameOf(pair));
      const done = identities.unmerge({ ...SOMEONE, userId: user(step.user) });
      await (isMerged ? done : expect(done).rejects.toMatchObject({ code: 'identity.not-merged' }));
      return;
    }
    case 'block':
      (step.what === 'device' ? plain.blockedDevices : plain.blockedUsers).add(step.id);
      if (step.what === 'device') plain.exemptDevices.delete(step.id);
      await identities.block({ ...SOMEONE, kind: step.what, id: step.id });
      return;
    case 'unblock': {
      const blocked = step.what === 'device' ? plain.blockedDevices : plain.blockedUsers;
      const known = (await identities.blocks()).find(({ kind, id }) => kind === step.what && id === step.id);
      if (!blocked.delete(step.id) && known?.state === 'shared') plain.exemptDevices.add(step.id);
      const done = identities.unblock({ ...SOMEONE, kind: step.what, id: step.id });
      const isRefused = known === undefined || known.state === 'exempt';
      await (isRefused ? expect(done).rejects.toMatchObject({ code: 'identity.not-blocked' }) : done);
      return;
    }
    case 'order':
      plain.orders.push(step);
      await world.order(step.user, step.order, step.amount);
      return;
    case 'visit':
      plain.visits.push(step);
      await world.visit(step.user, step.device);
      return;
    case 'attribute':
      if (plain.attributes.get(step.user)?.value !== step.value)
        plain.attributes.set(step.user, { turn, value: step.value });
      await world.attribute(step.user, 'level', step.value);
  }
}

/** Everyone of `USERS` is known from the start, in this order. */
async function clearWorld(): Promise<IdentityWorld> {
  await world.clear();
  for (const id of USERS) await world.attribute(id, 'born', 'here');
  return world;
}

async function peopleOf({ engine }: IdentityWorld): Promise<readonly (readonly string[])[]> {
  const rows = await engine.rows<{ ids: readonly string[] }>(
    'SELECT list_sort(list(user_id)) AS ids FROM user_login GROUP BY person_key ORDER BY 1',
  );
  return rows.map(({ ids }) => ids);
}

/** The person of a fact, by ids. */
const OWNER = `(SELECT string_agg(l.user_id, ' ' ORDER BY l.user_id) FROM user_login l WHERE l.person_key = f.user_key)`;

let world: IdentityWorld;
beforeAll(async () => {
  world = await openIdentityWorld();
});
afterAll(() => world.engine.close());

describe('identities', () => {
  it('are the connected parts of what counts, and every fact, order and attribute follows them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someStep, { minLength: 1, maxLength: 25 }), async (steps) => {
        await clearWorld();
        const plain = new Plain();
        for (const [turn, step] of steps.entries()) await perform(world, plain, step, turn);
        const { people, ownerOf } = plainPartition(plain.evidence);
        const personOf = (id: string) => people.find((group) => group.includes(id))!.join(' ');
        const { engine } = world;

        expect(await peopleOf(world)).toEqual(people);
        expect(await engine.rows('SELECT user_id FROM dim_user ORDER BY user_key')).toEqual(
          USERS.filter((id) => people.some((group) => firstOf(group) === id)).map((id) => ({ user_id: id })),
        );
        const visits = await engine.rows(`SELECT ${OWNER} AS who FROM fact_visit f ORDER BY occurred_at`);
        expect(visits).toEqual(
          plain.visits.map(({ user: id, device }) => ({
            who: id === null ? (ownerOf.get(device ?? '')?.join(' ') ?? null) : personOf(id),
          })),
        );
        const orders = await engine.rows(
          `SELECT ${OWNER} AS who, net_amount AS amount FROM fact_order_line f ORDER BY occurred_at`,
        );
        expect(orders).toEqual(
          plain.orders.map(({ user: id, amount }) => ({ who: id === null ? null : personOf(id), amount })),
        );
        expect(
          await engine.rows(
            `SELECT order_id, ${OWNER} AS who, net_amount AS amount FROM model_order f ORDER BY order_id`,
          ),
        ).toEqual(modelOrders(plain, people));
        const levels = await engine.rows(
          `SELECT ${OWNER} AS who, value FROM user_attribute f WHERE attribute = 'level' AND user_key IS NOT NULL ORDER BY who`,
        );
        expect(levels).toEqual(levelsOf(plain, people));
        for (const group of people)
          for (const id of group) expect([...(await world.identities.loginsOf(user(id)))].sort()).toEqual(group);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('do not depend on the order in which evidence arrives', async () => {
    const sequences = fc
      .array(told, { minLength: 2, maxLength: 10 })
      .chain((steps) =>
        fc.shuffledSubarray(steps, { minLength: steps.length }).map((shuffled) => [steps, shuffled] as const),
      );
    await fc.assert(
      fc.asyncProperty(sequences, async (orders) => {
        const found = [];
        for (const steps of orders) {
          await clearWorld();
          for (const [turn, step] of steps.entries()) await perform(world, new Plain(), step, turn);
          found.push(await everyRow(world.engine));
        }
        expect(found[1]).toEqual(found[0]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('merged and unmerged leave every table as it was', async () => {
    const history = fc.array(someStep, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, someUser, someUser, async (steps, a, b) => {
        await clearWorld();
        const plain = new Plain();
        for (const [turn, step] of steps.entries()) await perform(world, plain, step, turn);
        const { people } = plainPartition(plain.evidence);
        const isAlone = people.some((group) => group.length === 1 && group[0] === a);
        if (a !== b && isAlone) {
          const before = await everyRow(world.engine);
          const { moved } = await world.identities.link({ ...SOMEONE, userId: user(a), otherUserId: user(b) });
          const was = plain.pairs.some((pair) => 'other' in pair && nameOf(pair) === nameOf({ user: a, other: b }));
          if (moved && !was) {
            await world.identities.unmerge({ ...SOMEONE, userId: user(a) });
            expect(await everyRow(world.engine)).toEqual(before);
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('explain themselves: the chain of evidence, the rule, who and when', async () => {
    await world.clear();
    await world.link({ user: 'old', device: 'phone' });
    await world.link({ user: 'mid', device: 'phone' });
    await world.link({ user: 'new', other: 'mid' }, 'crm');
    const { entries } = await world.identities.merges({ limit: 10 });
    expect(entries.map(({ action, userId, toId }) => [action, userId, toId])).toEqual([
      ['merge', 'new', 'old'],
      ['merge', 'mid', 'old'],
    ]);
    expect(entries[0]!.evidence).toEqual([
      { userId: 'mid', otherUserId: 'new', rules: ['link (crm)'] },
      { userId: 'mid', deviceId: 'phone', rules: ['login (app)'] },
      { userId: 'old', deviceId: 'phone', rules: ['login (app)'] },
    ]);
    await world.identities.unmerge({ userId: user('mid'), actor: 'ann', reason: 'two sisters' });
    const [latest] = (await world.identities.merges({ limit: 1, userId: user('mid') })).entries;
    expect(latest).toMatchObject({
      action: 'split',
      userId: 'mid',
      fromId: 'old',
      actor: 'ann',
      reason: 'two sisters',
    });
    const described = await world.identities.describe(user('mid'));
    expect([described.logins, described.evidence.map(({ counts }) => counts)]).toEqual([['mid'], [false, false]]);
  });

  it('give the visits before a sign-in to who signs in, and take them back when the device is shared', async () => {
    await world.clear();
    await world.visit(null, 'phone');
    await world.link({ user: 'ada', device: 'phone' });
    await world.visit(null, 'phone');
    const owners = () => world.engine.rows(`SELECT ${OWNER} AS who FROM fact_visit f ORDER BY occurred_at`);
    expect(await owners()).toEqual([{ who: 'ada' }, { who: 'ada' }]);
    await world.link({ user: 'bo', device: 'phone' });
    expect(await owners()).toEqual([{ who: 'ada bo' }, { who: 'ada bo' }]);
    await world.link({ user: 'cy', device: 'phone' });
    expect(await owners()).toEqual([{ who: null }, { who: null }]);
    expect(await world.identities.blocks()).toMatchObject([{ id: 'phone', state: 'shared', logins: 3 }]);
    await world.identities.unblock({ ...SOMEONE, kind: 'device', id: 'phone' });
    expect(await owners()).toEqual([{ who: 'ada bo cy' }, { who: 'ada bo cy' }]);
  });
});

/** Users became known in the order of `USERS`. */
function firstOf(group: readonly string[]): string {
  return USERS.find((id) => group.includes(id))!;
}

/** An order belongs to the person of its first line, by key, that is somebody's. */
function modelOrders({ orders }: Plain, people: readonly (readonly string[])[]) {
  const ids = [...new Set(orders.map(({ order }) => order))].sort();
  return ids.map((id) => {
    const lines = orders.filter(({ order }) => order === id);
    const who = lines.find(({ user }) => user !== null)?.user;
    const first = people.find((group) => who != null && group.includes(who));
    return { order_id: id, who: first?.join(' ') ?? null, amount: lines.reduce((sum, { amount }) => sum + amount, 0) };
  });
}

function levelsOf({ attributes }: Plain, people: readonly (readonly string[])[]) {
  const levels = people.flatMap((group) => {
    const given = group.flatMap((id) => (attributes.has(id) ? [attributes.get(id)!] : []));
    const [last] = given.sort((a, b) => b.turn - a.turn);
    return last ? [{ who: group.join(' '), value: last.value }] : [];
  });
  return levels.sort((a, b) => (a.who < b.who ? -1 : 1));
}
