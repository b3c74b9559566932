import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventEnvelope, EventLog } from './event-log.port.ts';

const envelope = (messageId: string, amount = 1, source = 'shop'): EventEnvelope => ({
  type: 'order',
  version: 1,
  messageId,
  occurredAt: 1000,
  receivedAt: 2000,
  source,
  payload: { amount },
});

const idsOf = async (log: EventLog, after = 0, limit = 1000) =>
  (await log.read(after, limit)).map(({ seq, event }) => [seq, event.messageId]);

/** Every EventLog, embedded or scale-out, passes this and nothing less. `reopen` opens the same log once more. */
export function describeEventLog(
  create: () => Promise<{ readonly log: EventLog; readonly reopen: () => Promise<EventLog> }>,
): void {
  it('numbers events without gaps, from 1, and reads them in order', async () => {
    const { log } = await create();
    expect([await log.lastSeq(), await log.read(0, 10)]).toEqual([0, []]);
    expect(await log.append([envelope('a'), envelope('b')])).toEqual({
      accepted: 2,
      duplicates: 0,
      conflicts: [],
      lastSeq: 2,
    });
    expect(await log.append([envelope('c')])).toMatchObject({ accepted: 1, lastSeq: 3 });
    expect(await idsOf(log, 1, 1)).toEqual([[2, 'b']]);
    expect((await log.read(0, 1))[0]).toEqual({ seq: 1, event: envelope('a') });
    await log.close();
  });

  it('takes a repeat once, also within a batch, after a trim, and whenever it was received', async () => {
    const { log } = await create();
    expect(await log.append([envelope('a'), envelope('a')])).toMatchObject({ accepted: 1, duplicates: 1 });
    await log.trim(1);
    expect(await idsOf(log)).toEqual([]);
    expect(await log.append([{ ...envelope('a'), receivedAt: 9 }])).toMatchObject({
      accepted: 0,
      duplicates: 1,
      lastSeq: 1,
    });
    await log.close();
  });

  it('refuses an id for other content, and writes the rest; ids of two sources are two', async () => {
    const { log } = await create();
    await log.append([envelope('a')]);
    const outcome = await log.append([envelope('b'), envelope('a', 2), envelope('a', 1, 'till')]);
    expect(outcome).toEqual({ accepted: 2, duplicates: 0, conflicts: [1], lastSeq: 3 });
    expect(await idsOf(log)).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'a'],
    ]);
    await log.close();
  });

  it('has what it accepted after a restart, and goes on counting after a trim', async () => {
    const { log, reopen } = await create();
    await log.append([envelope('a'), envelope('b')]);
    await log.trim(1);
    await log.close();
    const again = await reopen();
    expect([await again.lastSeq(), await idsOf(again)]).toEqual([2, [[2, 'b']]]);
    expect(await again.append([envelope('c')])).toMatchObject({ lastSeq: 3 });
    await again.close();
  });

  it('accepts each id once, whatever arrives at once', async () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(batches, async (ids) => {
        const { log } = await create();
        const outcomes = await Promise.all(ids.map((batch) => log.append(batch.map((id) => envelope(`m${id}`)))));
        const distinct = new Set(ids.flat());
        expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(distinct.size);
        expect(outcomes.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(ids.flat().length - distinct.size);
        const logged = await idsOf(log);
        expect(logged.map(([seq]) => seq)).toEqual(Array.from(distinct, (_, i) => i + 1));
        expect(new Set(logged.map(([, id]) => id))).toEqual(new Set([...distinct].map((id) => `m${id}`)));
        await log.close();
      }),
      { numRuns: 15 },
    );
  });
}
