import { scopeOf } from '../campaigns/coupon-desk.ts';
import type { Campaign } from '../campaigns/plans.ts';
import type { CityDay } from '../city/calendar.ts';
import { CATEGORIES, EVENING_HOUR, FIRST_HOUR, LAST_HOUR } from '../city/categories.ts';
import { CITIES } from '../city/cities.ts';
import { FIRST_DAY } from '../options.ts';
import type { Person } from '../people/person.ts';
import { whereabouts } from '../people/profile.ts';
import { type Dice, PURPOSE } from '../random.ts';
import { orderChance } from './choice.ts';
import { type Half, wishWeights } from './habits.ts';
import { placeOrder } from './order.ts';
import { messageWishes, pushOf } from './outcome.ts';
import type { SessionWorld, Setting } from './session-world.ts';

/** Why a person comes: by habit in one half of the day, or because of a message in the morning. */
export type Occasion =
  | { readonly kind: 'habit'; readonly half: Half; readonly today: CityDay }
  | { readonly kind: 'message'; readonly campaign: Campaign; readonly today: CityDay };

const CHANNELS = ['app', 'mini-program', 'web', 'search'] as const;
const STEPS = ['view', 'click', 'cart', 'checkout', 'order'] as const;
/** How far sessions without an order come. */
const LAST_STEP_WEIGHTS = [0.36, 0.33, 0.19, 0.12];
/** Longest stay on a step in seconds; the order itself takes none. */
const STAY_SECONDS = [50, 110, 60, 80, 0];
const MESSAGE_FROM = 7.5 * 3600;
const MESSAGE_SECONDS = 80 * 60;
const BANNER_SHOWN = 0.6;

/** Plays one session: what it is about, whether it ends in an order, and every trace that it leaves. */
export function playSession(world: SessionWorld, person: Person, occasion: Occasion): void {
  const { dice, choice, desk, day } = world;
  dice.at(PURPOSE.session, person.index, (day - FIRST_DAY) * 3 + (occasion.kind === 'message' ? 2 : occasion.half));
  const coupon = desk.usable(person.index, day);
  const category = dice.pick(wishesOf(person, occasion));
  const market = world.markets[person.city]![category]!;
  const logit = choice.weigh(person, market);
  const push = pushOf(person, coupon && scopeOf(coupon), category);
  const isOrder = dice.chance(orderChance(logit, occasion.today, { category, push }));
  const setting: Setting = {
    id: `S${world.day - FIRST_DAY + 1}-${person.index}-${occasion.kind === 'message' ? 2 : occasion.half}`,
    channel: occasion.kind === 'message' ? 'push' : CHANNELS[dice.pick(person.channels)]!,
    page: pageOf(dice, occasion, { category, coupon }),
    category,
    merchant: choice.pick(dice, market),
    coupon,
  };
  const usual = startSecond(dice, occasion, category);
  const start = person.isLate ? laterThan(usual) : usual;
  showCoupon(world, person, { setting, start });
  const end = leaveSteps(world, person, { setting, start, isOrder });
  if (isOrder) placeOrder(world, person, { ...setting, second: end });
}

function wishesOf(person: Person, occasion: Occasion): readonly number[] {
  return occasion.kind === 'message'
    ? messageWishes(person, occasion.today, occasion.campaign.category)
    : wishWeights(person.wishes, occasion.today, occasion.half);
}

function pageOf(
  dice: Dice,
  occasion: Occasion,
  about: { readonly category: number; readonly coupon: Campaign | undefined },
): string {
  if (occasion.kind === 'message') return 'coupon-centre';
  const lot = dice.next();
  if (occasion.today.event && lot < 0.25) return 'festival';
  if (lot < (about.coupon ? 0.35 : 0.06)) return 'coupon-centre';
  return lot < 0.62 ? 'home' : `${CATEGORIES[about.category]!.id}-channel`;
}

function startSecond(dice: Dice, occasion: Occasion, category: number): number {
  if (occasion.kind === 'message') return MESSAGE_FROM + dice.below(MESSAGE_SECONDS);
  const from = occasion.half === 0 ? FIRST_HOUR : EVENING_HOUR;
  const to = occasion.half === 0 ? EVENING_HOUR : LAST_HOUR + 1;
  const hours = CATEGORIES[category]!.hours.slice(from - FIRST_HOUR, to - FIRST_HOUR);
  return (from + dice.pick(hours)) * 3600 + dice.below(3600);
}

/** Moves an evening session into the night, early enough that all it brings falls on the same day. */
function laterThan(second: number): number {
  const evening = EVENING_HOUR * 3600;
  if (second < evening) return second;
  return LATE_FROM + Math.floor(((second - evening) * LATE_SECONDS) / ((LAST_HOUR + 1) * 3600 - evening));
}

const LATE_FROM = 20.75 * 3600;
const LATE_SECONDS = 2.2 * 3600;

/** Whoever holds a coupon sees its banner now and then, and opens it in the coupon centre. */
function showCoupon(world: SessionWorld, person: Person, about: { setting: Setting; start: number }): void {
  const { coupon: campaign, channel, page } = about.setting;
  if (!campaign) return;
  if (channel !== 'push' && world.dice.chance(BANNER_SHOWN))
    world.writer.exposure(person, { second: about.start, campaign, placement: `${page}-banner`, channel });
  if (page === 'coupon-centre') world.writer.coupon(person, { second: about.start, kind: 'opened', campaign, channel });
}

/** Writes the funnel and returns the second of its last step. */
function leaveSteps(
  world: SessionWorld,
  person: Person,
  about: { readonly setting: Setting; readonly start: number; readonly isOrder: boolean },
): number {
  const { dice, writer } = world;
  const { setting } = about;
  const last = about.isOrder ? STEPS.length - 1 : dice.pick(LAST_STEP_WEIGHTS);
  const device = person.devices[dice.chance(0.85) ? 0 : person.devices.length - 1]!;
  const category = CATEGORIES[setting.category]!.id;
  // Whoever orders is at home: the merchants are.
  const city = about.isOrder ? CITIES[person.city]!.name : whereabouts(world.seed, person, world.day);
  let second = about.start;
  for (let i = 0; i <= last; i++) {
    const duration = STAY_SECONDS[i]! === 0 ? 0 : 3 + dice.below(STAY_SECONDS[i]!);
    writer.step(person, {
      second,
      session: setting.id,
      step: STEPS[i]!,
      page: setting.page,
      merchant: i === 0 ? undefined : setting.merchant,
      category,
      device,
      channel: setting.channel,
      duration,
      city,
    });
    if (i < last) second += duration;
  }
  return second;
}
