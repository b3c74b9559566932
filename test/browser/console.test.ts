import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findChromium, launch } from './chromium.ts';

const chromium = findChromium();
let city: { readonly url: string; readonly password: string; readonly person: string };
let browser: Browser;
let page: Page;
const faults: string[] = [];

describe.skipIf(!chromium)('console', () => {
  beforeAll(async () => {
    city = inject('city');
    browser = await launch(chromium ?? '');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.setDefaultTimeout(60_000);
  });

  afterAll(async () => {
    await browser?.close();
  });

  it('asks who one is, refuses a wrong password, and lets the right one in', async () => {
    await page.goto(city.url);
    await page.locator('input[type="password"]').fill('wrong');
    await page.locator('input[autocomplete="username"]').fill('admin');
    await page.locator('button[type="submit"]').click();
    await page.getByText('access.wrong-password').or(page.getByRole('alert')).first().waitFor();
    await page.locator('input[type="password"]').fill(city.password);
    await page.locator('button[type="submit"]').click();
    await page.locator('nav').first().waitFor();
  });

  it.each(['/', '/hoek', '/cord', '/cloud', '/star', '/campaigns', '/people', '/tags', '/imports'])(
    'shows %s without a fault',
    async (path) => {
      await page.goto(`${city.url}${path}`);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(faults).toEqual([]);
    },
  );

  it('moves the count while one types, and names a mistake without losing the answer', async () => {
    await page.goto(`${city.url}/hoek?q=${encodeURIComponent('orders_30d >= 1')}`);
    const answer = page.locator('[role="status"]', { hasText: 'Share of everyone' });
    await expect.poll(() => answer.textContent(), { timeout: 30_000 }).toMatch(/\/ \d/);
    const before = await answer.textContent();
    await page.locator('textarea').first().fill('orders_30d >= 5');
    await expect.poll(() => answer.textContent(), { timeout: 30_000 }).not.toBe(before);
    await page.locator('textarea').first().fill('orders_30 >= 5');
    await page.getByText('expression.unknown-field').waitFor();
  });

  it('builds an audience by sentences: picks, drags, undoes, and shares it by the address', async () => {
    await page.goto(`${city.url}/hoek`);
    const text = page.getByLabel('As text');
    const people = page.locator('[data-tile]', { hasText: 'People' }).locator('[data-value]');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('combobox', { name: 'Add a condition' }).fill('Orders in 30');
    await page.getByRole('option', { name: 'Orders in 30 days', exact: true }).click();
    await expect.poll(() => text.inputValue()).toMatch(/^orders_30d >= \d+$/);
    await page.getByLabel('Orders in 30 days', { exact: true }).fill('1');
    await expect.poll(() => text.inputValue()).toBe('orders_30d >= 1');
    await expect.poll(() => people.textContent()).toBe(await count('orders_30d >= 1'));

    const handle = page.getByRole('slider', { name: 'lower end' });
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + 7, box.y + 7);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 7, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => text.inputValue()).not.toBe('orders_30d >= 1');
    await expect.poll(async () => people.textContent()).toBe(await count(await text.inputValue()));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await text.inputValue()).toBe('orders_30d >= 1');

    await page.getByRole('button', { name: 'What to do with this part' }).click();
    await page.getByRole('menuitem', { name: 'Add an alternative (or)' }).click();
    await page.getByRole('combobox', { name: 'or …' }).fill('Home city');
    await page.getByRole('option', { name: 'Home city', exact: true }).click();
    await expect.poll(() => text.inputValue()).toMatch(/^orders_30d >= 1 or home_city = '\w+'$/);
    await page.getByRole('button', { name: /^Home city/ }).click();
    await page.getByRole('checkbox').nth(1).click();
    await expect.poll(() => text.inputValue()).toMatch(/home_city in \('\w+', '\w+'\)$/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Group: Any of these' }).click();
    await page.getByRole('menuitem', { name: 'None of these' }).click();
    await expect.poll(() => text.inputValue()).toMatch(/^not \(orders_30d >= 1 or/);

    const expression = await text.inputValue();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(expression);
    await page.reload();
    await page.getByRole('button', { name: 'Group: None of these' }).waitFor();
    await expect.poll(() => people.textContent()).toBe(await count(expression));
    expect(faults).toEqual([]);
  });

  it('issues a coupon to a person and redeems it', async () => {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': await csrf(page) };
    const template = {
      id: 'five',
      title: { en: 'Five off', zh: '减5' },
      discount: { kind: 'amount', amount: 500 },
      stock: 10,
    };
    const put = await page.request.put(`${city.url}/v1/coupons/templates/five`, { headers, data: template });
    expect(put.status()).toBe(200);
    await page.goto(`${city.url}/people/${city.person}`);
    await page.getByRole('button', { name: 'Issue a coupon' }).first().click();
    await page
      .getByRole('dialog')
      .getByRole('combobox')
      .first()
      .click()
      .catch(() => page.getByLabel('Template').first().click());
    await page.getByRole('option', { name: 'Five off' }).click();
    await page.getByRole('dialog').locator('button[type="submit"]').click();
    await page.getByText('issued', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Redeem' }).first().click();
    await page.getByLabel('Order id').fill('order-1');
    await page.getByRole('dialog').locator('button[type="submit"]').click();
    await page.getByText('redeemed', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
  });
});

/** As the API counts, written as the console writes it. */
async function count(expression: string): Promise<string> {
  const headers = { 'x-csrf-token': await csrf(page) };
  const answer = await page.request.post(`${city.url}/v1/audiences/count`, { headers, data: { expression } });
  return ((await answer.json()) as { count: number }).count.toLocaleString('en-GB');
}

async function csrf(page: Page): Promise<string> {
  const session = await page.request.get(`${city.url}/v1/session`);
  return ((await session.json()) as { csrfToken: string }).csrfToken;
}
