import type { Campaign } from '../campaigns/plans.ts';
import { CATEGORIES } from '../city/categories.ts';
import type { Person } from '../people/person.ts';
import { type BasketLine, fillBasket, splitDiscount } from './basket.ts';
import type { SessionWorld, Setting } from './session-world.ts';

/** Coupons that could be used and are: people forget some, and sleeping dogs want none. */
const USED = 0.94;
const USED_BY_SLEEPING_DOGS = 0.5;
const CANCEL_AFTER_SECONDS = 120;
const CANCEL_WITHIN_SECONDS = 2400;

interface Order {
  readonly id: string;
  readonly lines: readonly BasketLine[];
  readonly discounts: readonly number[];
  readonly setting: Setting;
  readonly campaign: Campaign | undefined;
}

/** Fills a basket, redeems a coupon where one fits, and now and then takes it all back within the hour. */
export function placeOrder(world: SessionWorld, person: Person, about: Setting & { readonly second: number }): void {
  const { dice, writer, desk, roster, day } = world;
  const category = CATEGORIES[about.category]!;
  const campaign = usedCoupon(world, person, about);
  const lines = fillBasket(dice, { merchant: about.merchant, category }, campaign?.offer.threshold ?? 0);
  const discounts = splitDiscount(lines, campaign?.offer);
  const order = { id: writer.nextOrder(), lines, discounts, setting: about, campaign };
  const redemption = {
    order: order.id,
    merchant: about.merchant,
    channel: about.channel,
    cost: discounts.reduce((sum, part) => sum + part, 0),
  };
  writeLines(world, person, { order, kind: 'sale', second: about.second });
  roster.noteOrder(person.index, day);
  if (campaign) desk.redeem(writer, person, { campaign, second: about.second, ...redemption });
  if (!dice.chance(category.cancelled)) return;
  const second = about.second + CANCEL_AFTER_SECONDS + dice.below(CANCEL_WITHIN_SECONDS);
  writeLines(world, person, { order, kind: 'cancellation', second });
  if (campaign) desk.release(writer, person, { campaign, day, second, ...redemption });
}

function usedCoupon(world: SessionWorld, person: Person, setting: Setting): Campaign | undefined {
  const { coupon } = setting;
  if (!coupon || (coupon.category ?? setting.category) !== setting.category) return undefined;
  const used = person.response.type === 'sleeping-dog' ? USED_BY_SLEEPING_DOGS : USED;
  return world.dice.chance(used) ? coupon : undefined;
}

function writeLines(
  world: SessionWorld,
  person: Person,
  about: { readonly order: Order; readonly kind: 'sale' | 'cancellation'; readonly second: number },
): void {
  const { id, lines, discounts, setting, campaign } = about.order;
  lines.forEach((line, i) => {
    world.writer.line(person, {
      second: about.second,
      order: id,
      kind: about.kind,
      position: i + 1,
      line,
      discount: discounts[i]!,
      merchant: setting.merchant,
      channel: setting.channel,
      campaign,
    });
  });
}
