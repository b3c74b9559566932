import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { type Console, openConsole } from './open-console.ts';

const chromium = findChromium();
let console: Console;

describe.skipIf(!chromium)('the frame', () => {
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(async () => {
    expect(console.complaints.filter((text) => !/status of 40[14]/.test(text))).toEqual([]);
    await console.close();
  });

  it('speaks Chinese at once and after a reload', async () => {
    const { page, url } = console;
    await page.goto(url);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByText('中', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '总览' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '总览' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('turns dark and stays so', async () => {
    const { page } = console;
    await page.getByRole('button', { name: 'Switch to dark' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Switch to light' }).waitFor();
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe('rgb(14, 16, 20)');
  });

  it('finds a tag by words and goes there, by keyboard alone', async () => {
    const { page } = console;
    await page.keyboard.press('Control+k');
    const search = page.getByPlaceholder('Search or run a command');
    await search.fill('spend');
    await page.getByText('spend_30d', { exact: true }).waitFor();
    await search.fill('30 spend');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tags\/\w*spend\w*/);
    await page.getByText('People by value').first().waitFor();
  });

  it('says live while the line is open', async () => {
    await console.page.getByRole('status').filter({ hasText: 'live' }).waitFor();
  });

  it('tells of a page and of a tag that is not there', async () => {
    const { page, url } = console;
    await page.goto(`${url}/nowhere`);
    await page.getByText('There is no page at this address.').waitFor();
    await page.goto(`${url}/tags/spend_31d`);
    await page.getByText('tag.not-found').waitFor();
  });

  it('is narrow without a sideways scroll', async () => {
    const { page, url } = console;
    await page.setViewportSize({ width: 1024, height: 768 });
    for (const path of ['/', '/cloud', '/star', '/tags', '/imports']) {
      await page.goto(`${url}${path}`);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 1024]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('signs out and asks again', async () => {
    const { page } = console;
    await page.getByRole('button', { name: 'admin' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Password', { exact: true }).waitFor();
  });
});
