import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { seededRng } from '../../src/kernel/index.ts';
import type { GivenEvent } from '../../src/warehouse/events/index.ts';
import { FACTS, ORDERS, openDataFolder } from './data-folder.ts';
import { startDataProcess } from './data-process.ts';

interface Options {
  readonly folder: string;
  readonly kills: number;
  readonly batches: number;
  readonly seed: number;
}

/** Orders of some people, some cancelled later, some sent twice. */
function makeBatches({ batches, seed }: Options): readonly (readonly GivenEvent[])[] {
  const rng = seededRng(seed, 'events');
  const sent: GivenEvent[] = [];
  const next = (): GivenEvent => {
    if (sent.length > 0 && rng.next() < 0.1) return sent[rng.below(sent.length)]!;
    const id = sent.length;
    const order = rng.below(Math.max(1, Math.floor(id / 2)));
    const isCancelled = rng.next() < 0.2;
    const payload = isCancelled
      ? { orderId: `o${order}`, amount: 1 + rng.below(50) }
      : { orderId: `o${order}`, lines: [{ gross: 100 + rng.below(900) }, { gross: 5, couponDiscount: 2 }] };
    const occurredAt = new Date(Date.UTC(2026, 0, 1) + rng.below(4 * 86_400) * 1000).toISOString();
    const type = isCancelled ? 'order_cancelled' : 'order';
    const event: GivenEvent = {
      type,
      messageId: `m${id}`,
      userId: `u${order % 200}`,
      occurredAt,
      source: 'shop',
      payload,
    };
    sent.push(event);
    return event;
  };
  return Array.from({ length: batches }, () => Array.from({ length: 1 + rng.below(40) }, next));
}

/**
 * Sends batches to a process that is killed again and again, each until it is accepted, and holds the facts at the end
 * to those of a run that nobody disturbed.
 */
export async function runEventChaos(
  options: Options,
): Promise<{ readonly killed: number; readonly unanswered: number; readonly facts: number }> {
  const batches = makeBatches(options);
  const rng = seededRng(options.seed, 'kills');
  const folder = join(options.folder, 'disturbed');
  const accepted = new Set<number>();
  let unanswered = 0;
  let killed = 0;
  let failure: string | undefined;
  while (accepted.size < batches.length) {
    const child = await startDataProcess(folder, (reply) => {
      if (reply.kind === 'accepted') accepted.add(reply.batch);
      if (reply.kind === 'failed') failure = reply.message;
    });
    const waiting = batches.map((_, i) => i).filter((i) => !accepted.has(i));
    const turn = killed < options.kills ? waiting.slice(0, Math.ceil(batches.length / options.kills)) : waiting;
    for (const batch of turn) child.ask({ kind: 'ingest', batch, events: batches[batch]! });
    if (killed < options.kills) await sleep(rng.below(250));
    else while (turn.some((batch) => !accepted.has(batch)) && !failure) await sleep(20);
    unanswered += turn.filter((batch) => !accepted.has(batch)).length;
    await child.kill();
    killed++;
    if (failure) throw new Error(failure);
  }
  const [disturbed, undisturbed] = [
    await factsOf(folder, []),
    await factsOf(join(options.folder, 'undisturbed'), batches),
  ];
  expect(disturbed).toEqual(undisturbed);
  return { killed, unanswered, facts: disturbed.facts.length };
}

async function factsOf(path: string, batches: readonly (readonly GivenEvent[])[]) {
  const { engine, intake, faults, close } = await openDataFolder(path);
  for (const batch of batches) await intake.ingest(batch);
  await intake.drain();
  expect([await intake.lag(), faults]).toEqual([0, []]);
  const keys = await engine.rows(
    'SELECT count(*) AS people, count(DISTINCT user_key) AS keys, max(user_key) + 1 AS next FROM dim_user',
  );
  const result = { facts: await engine.rows(FACTS), orders: await engine.rows(ORDERS), keys };
  await close();
  return result;
}
