// The process that is killed: writes facts and refreshes the models, round after round, telling each step over IPC.
import { seededRng } from '../../src/kernel/index.ts';
import { openModelsFolder } from './models-folder.ts';

const ROWS = 200;
const [folder, seed] = process.argv.slice(2);
const { engine, models, writer } = await openModelsFolder(folder ?? '');
const rng = seededRng(Number(seed), 'models');
const say = (step: string): void => void process.send?.(step);
const many = <Value>(value: () => Value): Value[] => Array.from({ length: ROWS }, value);

for (let round = 0; ; round++) {
  const envelope = () => ({
    fact_key: many(() => `${seed}:${round}:${rng.below(1e9)}`),
    user_id: many(() => `u${rng.below(40)}`),
    occurred_at: many(() => Date.UTC(2026, 0, 1) + rng.below(50 * 86_400) * 1000),
    received_at: many(() => 0),
    campaign_id: many(() => `k${rng.below(3)}`),
  });
  const orders = {
    ...envelope(),
    order_id: many(() => `o${rng.below(5000)}`),
    kind: many(() => (rng.next() < 0.1 ? 'cancellation' : 'sale')),
    merchant_id: many(() => `m${rng.below(5)}`),
    gross_amount: many(() => rng.below(9000)),
    coupon_discount: many(() => 0),
    net_amount: many(() => rng.below(9000)),
  };
  const coupons = {
    ...envelope(),
    kind: many(() => (rng.next() < 0.5 ? 'issued' : 'redeemed')),
    coupon_id: many(() => `c${rng.below(300)}`),
    order_id: many(() => `o${rng.below(5000)}`),
    cost: many(() => rng.below(500)),
  };
  const origin = { source: 'chaos', batchId: 'b' };
  await engine.transaction(async (session) => {
    await writer.write(session, { table: 'fact_order_line', ...origin, columns: orders });
    await writer.write(session, { table: 'fact_coupon_event', ...origin, columns: coupons });
    await writer.write(session, { table: 'fact_exposure', ...origin, columns: envelope() });
  });
  await models.refresh({ signal: new AbortController().signal, report: ({ step }) => say(step) });
  say('done');
}
