import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { type Console, openConsole } from './open-console.ts';

const chromium = findChromium();
let console: Console;
let member: string;

/** The whole product in one sitting, by hand of an operator: nothing here is called by API but what is compared with. */
describe.skipIf(!chromium)('a coupon from an audience to the books', () => {
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(async () => {
    expect(console.complaints).toEqual([]);
    await console.close();
  });

  it('Hoek: an audience is built and saved', async () => {
    const { page, url } = console;
    await page.goto(`${url}/hoek`);
    await page.getByLabel('As text').fill('orders_30d >= 2');
    await expect.poll(() => tile('People')).toMatch(/^[1-9]/);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Regulars');
    await dialog.getByRole('textbox', { name: 'Id' }).fill('regulars');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/hoek\/regulars/);
    await page.getByRole('heading', { level: 1, name: 'Regulars' }).waitFor();
  });

  it('Cord: a coupon is designed', async () => {
    const { page, url } = console;
    await page.goto(`${url}/cord`);
    await page.getByRole('button', { name: 'New template' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill('thanks-6');
    await dialog.getByLabel('Title, English').fill('Six off, thank you');
    await dialog.getByLabel('Title, Chinese').fill('感谢立减6');
    await dialog.getByRole('textbox', { name: 'Amount off (CNY)' }).fill('6');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Six off, thank you').first().waitFor();
    await page.getByText('¥6.00 off').first().waitFor();
  });

  it('Campaigns: it is issued to the members, within a budget that is too small for all', async () => {
    const { page, url } = console;
    await page.goto(`${url}/campaigns`);
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Thanks');
    await dialog.getByRole('combobox', { name: 'Audience' }).click();
    await page.getByRole('option', { name: 'Regulars' }).click();
    await dialog.getByRole('combobox', { name: 'Coupons' }).click();
    await page.getByRole('option', { name: 'Six off, thank you' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByLabel('Budget limit (CNY)').fill('60');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/campaigns\/thanks/);

    await page.getByRole('button', { name: 'Preview' }).first().click();
    await page.getByText('The budget cannot hold another coupon').first().waitFor();
    await page.getByRole('button', { name: 'Launch' }).click();
    await page.getByText(/10 of \d+ people get a coupon now; ¥60.00 of ¥60.00 is held./).waitFor();
    await page.getByRole('dialog').getByRole('textbox').fill('thanks');
    await page.getByRole('dialog').getByRole('button', { name: 'Launch' }).click();
    await expect.poll(() => tile('Issued'), { timeout: 60_000 }).toBe('10');
  });

  it('Cord: one who got it is found by the decision', async () => {
    const { page, url } = console;
    await page.goto(`${url}/cord?campaign=thanks`);
    await page.locator('section', { hasText: 'Decisions' }).getByPlaceholder('Find in table').fill('thanks-6');
    const row = page.getByRole('grid', { name: 'Decisions' }).getByRole('row').filter({ hasText: 'thanks-6' }).first();
    member = (await row.getByRole('gridcell').nth(1).textContent()) ?? '';
    expect(member).not.toBe('');
    const { userIds } = await console.api<{ userIds: string[] }>('POST', '/v1/audiences/members', {
      expression: "in audience 'regulars'",
      limit: 10_000,
    });
    expect(userIds).toContain(member);
  });

  it('People: the member redeems it, and the timeline tells both', async () => {
    const { page, url } = console;
    await page.goto(`${url}/people/${member}`);
    await page.getByRole('button', { name: 'Redeem' }).first().click();
    await page.getByLabel('Order id').fill('order-of-the-story');
    await page.getByRole('dialog').locator('button[type="submit"]').click();
    const timeline = page.locator('section', { hasText: 'Timeline' });
    await timeline.getByRole('cell', { name: 'redeemed', exact: true }).first().waitFor();
    await timeline.getByRole('cell', { name: 'issued', exact: true }).first().waitFor();
  });

  it('Star: the campaign shows ten issued, one redeemed', async () => {
    const { page, url } = console;
    await page.goto(`${url}/star/thanks`);
    await expect.poll(() => tile('Coupons issued')).toBe('10');
    await expect.poll(() => tile('Coupons redeemed')).toBe('1');
    await expect.poll(() => tile('Redemption rate')).toBe('10.0%');
  });

  it('Cloud: so does the map of the business, and the books agree', async () => {
    const { page, url } = console;
    await page.goto(
      `${url}/cloud?metrics=coupons_redeemed,coupons_issued&by=campaign&f=campaign:thanks&last=all&compare=none`,
    );
    const row = page.getByRole('grid', { name: 'Metrics' }).getByRole('row').filter({ hasText: 'thanks' });
    await expect.poll(() => row.getByRole('gridcell').allTextContents()).toEqual(['thanks', '1', '10']);
    const { isZero } = await console.api<{ isZero: boolean }>('POST', '/v1/ledger/reconcile', {});
    expect(isZero).toBe(true);
  });
});

/** The figure of a tile, by its label. */
async function tile(label: string): Promise<string> {
  const text = await console.page
    .locator('[data-tile]', { hasText: label })
    .first()
    .locator('[data-value]')
    .textContent();
  return text ?? '';
}
