import { type DayNumber, isoDay } from '../../src/kernel/index.ts';
import type { Campaign } from '../campaigns/plans.ts';
import { CATEGORIES } from '../city/categories.ts';
import { CITIES } from '../city/cities.ts';
import type { Merchant } from '../city/merchants.ts';
import { type BasketLine, fullCostOf } from '../demand/basket.ts';
import { FIRST_DAY } from '../options.ts';
import type { Device, Person } from '../people/person.ts';
import type { RowSink } from './tables.ts';
import { clockText } from './time-text.ts';

/** One step of a session; `second` counts from local midnight. */
export interface StepRow {
  readonly second: number;
  readonly session: string;
  readonly step: string;
  readonly page: string;
  readonly merchant: Merchant | undefined;
  readonly category: string;
  readonly device: Device;
  readonly channel: string;
  readonly duration: number;
  /** Where the person is, which need not be home. */
  readonly city: string;
}

export interface LineRow {
  readonly second: number;
  readonly order: string;
  readonly kind: 'sale' | 'cancellation';
  readonly position: number;
  readonly line: BasketLine;
  readonly discount: number;
  readonly merchant: Merchant;
  readonly channel: string;
  /** The campaign whose coupon was used. */
  readonly campaign: Campaign | undefined;
}

export interface CouponRow {
  readonly second: number;
  readonly kind: 'issued' | 'opened' | 'redeemed' | 'released' | 'expired';
  readonly campaign: Campaign;
  readonly channel?: string;
  readonly order?: string;
  readonly merchant?: Merchant;
  /** What it cost its funder, for redeemed and released. */
  readonly cost?: number;
}

/** Turns what happens on one day into rows, and numbers them. */
export class DayWriter {
  readonly #sink: RowSink;
  readonly #date: string;
  readonly #prefix: string;
  #events = 0;
  #orders = 0;

  constructor(sink: RowSink, day: DayNumber) {
    this.#sink = sink;
    this.#date = isoDay(day);
    this.#prefix = String(day - FIRST_DAY + 1).padStart(3, '0');
  }

  nextOrder(): string {
    return `O${this.#prefix}-${++this.#orders}`;
  }

  step(person: Person, row: StepRow): void {
    this.#sink.row(
      'visits',
      `${this.#next('V')},${person.id},${this.#at(row.second)},${row.session},${row.step},${row.page},${
        row.merchant?.id ?? ''
      },${row.category},${row.device.id},${row.device.os},${row.channel},${row.city},${row.duration}`,
    );
  }

  line(person: Person, row: LineRow): void {
    const sign = row.kind === 'sale' ? 1 : -1;
    const { product, quantity, gross } = row.line;
    const id = `${row.order}-${row.position}${row.kind === 'sale' ? '' : 'c'}`;
    const category = CATEGORIES[row.merchant.category]!.id;
    const coupon = row.campaign ? `${couponId(row.campaign, person)},${row.campaign.id}` : ',';
    // 0 - x and not -x: there is no negative zero in a file.
    const discount = sign === 1 ? row.discount : 0 - row.discount;
    this.#sink.row(
      'order_lines',
      `${id},${row.order},${row.kind},${person.id},${this.#at(row.second)},${product.id},${category},${
        row.merchant.id
      },${row.channel},${cityOf(person)},${sign * quantity},${sign * gross},${discount},${
        sign * (gross - row.discount)
      },${coupon}`,
    );
  }

  exposure(person: Person, row: { second: number; campaign: Campaign; placement: string; channel: string }): void {
    this.#sink.row(
      'exposures',
      `${this.#next('X')},${person.id},${this.#at(row.second)},${row.campaign.id},${row.campaign.templateId},${
        row.placement
      },${row.channel},${cityOf(person)}`,
    );
  }

  coupon(person: Person, row: CouponRow): void {
    const { campaign, merchant } = row;
    const { offer } = campaign;
    const category = campaign.category === undefined ? '' : CATEGORIES[campaign.category]!.id;
    const cost = row.cost ?? (row.kind === 'issued' ? fullCostOf(offer) : '');
    this.#sink.row(
      'coupon_events',
      `${this.#next('E')},${person.id},${this.#at(row.second)},${row.kind},${couponId(campaign, person)},${
        campaign.templateId
      },${campaign.id},${row.order ?? ''},${merchant?.id ?? ''},${category},${row.channel ?? ''},${cityOf(person)},${cost},${
        offer.threshold
      },${offer.amount ?? ''},${offer.rate ?? ''}`,
    );
  }

  campaign(campaign: Campaign): void {
    const { id, title, type, startsOn, endsOn } = campaign;
    this.#sink.row('campaigns', `${id},${title},${type},${isoDay(startsOn)},${isoDay(endsOn)}`);
  }

  #at(second: number): string {
    return clockText(this.#date, second);
  }

  #next(kind: string): string {
    return `${kind}${this.#prefix}-${++this.#events}`;
  }
}

/** One coupon per person and campaign, so these two name it. */
function couponId(campaign: Campaign, person: Person): string {
  return `C${String(campaign.number).padStart(2, '0')}-${person.id}`;
}

function cityOf(person: Person): string {
  return CITIES[person.city]!.name;
}
