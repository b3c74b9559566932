import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMetrics } from '../golden/metrics-workspace.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8');

describe('docs/metrics.md', () => {
  it('explains every metric and names every dimension, and no other', async () => {
    const { engine, metrics } = await openMetrics('UTC', '2017-01-01T00:00:00Z');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) => wordsIn(row.split('|')[1] ?? ''));
    expect(explained.toSorted()).toEqual(
      metrics
        .metrics()
        .map(({ id }) => id)
        .toSorted(),
    );
    const section = text.split('## Dimensions')[1]?.split('\n## ')[0] ?? '';
    for (const { id } of metrics.dimensions()) expect(section).toContain(`\`${id}\``);
    await engine.close();
  });

  it('keeps the ids that scripts rely on', async () => {
    const { engine, metrics } = await openMetrics('UTC', '2017-01-01T00:00:00Z');
    const ids = [...metrics.metrics(), ...metrics.dimensions()].map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(FIXED));
    await engine.close();
  });
});

const FIXED = [
  ...['orders', 'gmv', 'net_revenue', 'buyers', 'new_users', 'campaign_recipients', 'redeemers', 'coupons_issued'],
  ...['coupons_redeemed', 'coupon_redemption_rate', 'redeemer_rate'],
  ...['day', 'week', 'month', 'campaign', 'city', 'category', 'channel'],
];

function wordsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
}
