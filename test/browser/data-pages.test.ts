import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { type Console, openConsole } from './open-console.ts';

const chromium = findChromium();
let console: Console;

const MAPPING = `name = "till"
[workspace]
zone = "Asia/Shanghai"
currency = "CNY"
decimals = 2

[[source]]
name = "visits"
file = "till_visits.csv"
target = "visit"
key = "id"
[source.columns]
user_id = "who"
occurred_at = "at"
step = "step"
`;
const FILE = `id,who,at,step
1,till-anna,2026-02-20T12:00:00+08:00,view
2,till-bert,sometime,view
`;

describe.skipIf(!chromium)('the data pages', () => {
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(async () => {
    expect(console.complaints).toEqual([]);
    await console.close();
  });

  it('shows what an import would do before it does it', async () => {
    const { page, url } = console;
    await page.goto(`${url}/imports?new=1`);
    await page.getByRole('textbox', { name: 'Mapping', exact: true }).fill(MAPPING);
    const file = { name: 'till_visits.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
    await page.locator('input[type="file"][multiple]').setInputFiles(file);
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('Nothing was written. This is what the import would do.').waitFor();
    await page.getByText('till-anna').first().waitFor();
    await page.getByRole('grid', { name: 'Quarantine' }).getByText('till_visits.csv').waitFor();
    const { files } = await console.api<{ files: { file: string }[] }>('GET', '/v1/imports');
    expect(files.map(({ file: name }) => name)).not.toContain('till_visits.csv');
  });

  it('imports, and keeps the refused row with its reason and line', async () => {
    const { page, url } = console;
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Build the tags next').waitFor();
    await page.goto(`${url}/imports`);
    const row = page.getByRole('row').filter({ hasText: 'till_visits.csv' });
    await row.getByRole('link', { name: '1' }).click();
    await page.getByRole('grid', { name: 'Quarantine' }).getByRole('row').first().click();
    await page.locator('pre', { hasText: 'till-bert' }).waitFor();
    await page.getByText('time.invalid').waitFor();
    expect(new URL(page.url()).searchParams.get('view')).toBe('rejects');
  });

  it('builds the tags and shows the new version', async () => {
    const { page, url } = console;
    const before = await version();
    await page.goto(`${url}/tags`);
    await page.getByRole('button', { name: 'Build tags' }).click();
    await page.getByLabel('As of').fill('2026-03-03');
    await page.getByRole('button', { name: 'Build and publish' }).click();
    await page.getByText('Published. Audiences and profiles use the new version.').waitFor({ timeout: 90_000 });
    expect(await version()).toBe(before + 1);
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText(`Version ${before + 1}`).waitFor();
  });

  it('filters the catalogue by category and keeps that in the address', async () => {
    const { page } = console;
    await page.getByText(/^Device \d+$/).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('category')).toBe('device');
    const categories = () => page.getByRole('row').locator('[role=gridcell]:nth-child(3)').allTextContents();
    await expect.poll(async () => [...new Set(await categories())]).toEqual(['Device']);
  });

  it('shows a tag with where it comes from and who uses it, and the way along the graph', async () => {
    const { page, url } = console;
    await page.goto(`${url}/tags/orders_30d`);
    const graph = page.getByRole('region', { name: 'Lineage' });
    await graph.getByText('Orders in 30 days', { exact: true }).waitFor();
    await graph.getByText('Facts').first().waitFor();
    const { nodes } = await console.api<{ nodes: { key: string }[] }>('GET', '/v1/tags/orders_30d/lineage');
    expect(await graph.getByText(/^(Facts|Tag|Audience|Flow|Campaign|Metric)$/).count()).toBe(nodes.length);
  });

  it('lists the builds with their state', async () => {
    const { page, url } = console;
    await page.goto(`${url}/tags?view=builds`);
    const grid = page.getByRole('grid', { name: 'Builds' });
    await grid.getByText('served').waitFor();
    const { builds } = await console.api<{ builds: unknown[] }>('GET', '/v1/tags/builds');
    expect(await grid.getByRole('row').count()).toBe(builds.length);
  });
});

async function version(): Promise<number> {
  const { builds } = await console.api<{ builds: { version: number }[] }>('GET', '/v1/tags/builds');
  return builds[0]?.version ?? 0;
}
