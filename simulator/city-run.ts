import type { DayNumber } from '../src/kernel/index.ts';
import { CouponDesk, scopeOf } from './campaigns/coupon-desk.ts';
import { type Campaign, campaignsWhere } from './campaigns/plans.ts';
import { PLACE, placeInCampaign } from './campaigns/targeting.ts';
import { type CityDay, cityDays } from './city/calendar.ts';
import { buildMarkets, type Markets } from './city/merchants.ts';
import { Choice } from './demand/choice.ts';
import { HALVES, visitChance } from './demand/habits.ts';
import { campaignOutcome, type OutcomeWorld, referenceOutcome } from './demand/outcome.ts';
import { playSession } from './demand/session.ts';
import type { SessionWorld } from './demand/session-world.ts';
import { FIRST_DAY, type SimulateOptions } from './options.ts';
import { DayWriter } from './output/day-writer.ts';
import { writeMarkets, writePerson, writeTruth } from './output/dimension-rows.ts';
import type { RowSink } from './output/tables.ts';
import { createPerson, type Person } from './people/person.ts';
import { joinedBy } from './people/population.ts';
import { Roster, sinceStart } from './people/roster.ts';
import { Dice, PURPOSE, unit } from './random.ts';

const ISSUE_SECOND = 6 * 3600;
const ISSUE_WITHIN_SECONDS = 1800;
const MESSAGE_SECOND = 7.25 * 3600;

/**
 * The city while it runs, day after day. What it keeps of a person is a row of the roster; whoever does something is
 * made anew from seed and number. `runDay` must be called for each day in turn from `FIRST_DAY`.
 */
export class CityRun {
  readonly #options: SimulateOptions;
  readonly #sink: RowSink;
  readonly #markets: Markets;
  readonly #roster: Roster;
  readonly #desk: CouponDesk;
  readonly #dayOf: (day: DayNumber, city: number) => CityDay;
  readonly #choice: Choice;
  readonly #dice: Dice;
  #people = 0;

  constructor(options: SimulateOptions, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
    this.#markets = buildMarkets(options.seed);
    this.#roster = new Roster(joinedBy(options.people, FIRST_DAY + options.days - 1));
    this.#desk = new CouponDesk(this.#roster);
    this.#dayOf = cityDays(options.seed);
    this.#choice = new Choice(options.seed);
    this.#dice = new Dice(options.seed);
    writeMarkets(sink, this.#markets);
  }

  /** Plays one day and writes everything that happened on it. */
  runDay(day: DayNumber): void {
    const world = this.#worldOf(day);
    for (const one of campaignsWhere(({ endsOn }) => endsOn === day - 1, day)) this.#close(one, world);
    for (const one of campaignsWhere(({ startsOn }) => startsOn === day, day)) this.#launch(one, world);
    this.#welcome(day);
    this.#playHabits(world);
  }

  #worldOf(day: DayNumber): SessionWorld {
    return {
      seed: this.#options.seed,
      day,
      dice: this.#dice,
      choice: this.#choice,
      markets: this.#markets,
      roster: this.#roster,
      desk: this.#desk,
      writer: new DayWriter(this.#sink, day),
    };
  }

  #outcomeWorld(): OutcomeWorld {
    return { dayOf: this.#dayOf, markets: this.#markets, choice: this.#choice };
  }

  #close(one: Campaign, { writer }: SessionWorld): void {
    this.#desk.close(one, (index) => {
      writer.coupon(createPerson(this.#options, index), { second: 0, kind: 'expired', campaign: one });
    });
  }

  /** Issues a campaign's coupons to those who had joined before today, and plays the sessions that its message brings. */
  #launch(one: Campaign, world: SessionWorld): void {
    world.writer.campaign(one);
    for (let index = 0; index < this.#people; index++) {
      const place = placeInCampaign(this.#options.seed, this.#roster, { index, campaign: one });
      if (place === PLACE.none) continue;
      this.#desk.enter(index, one, place);
      const person = createPerson(this.#options, index);
      this.#writeMember(one, person, place);
      if (place !== PLACE.live) continue;
      const second = ISSUE_SECOND + (index % ISSUE_WITHIN_SECONDS);
      world.writer.coupon(person, { second, kind: 'issued', campaign: one });
      world.writer.exposure(person, { second: MESSAGE_SECOND, campaign: one, placement: 'message', channel: 'push' });
      if (unit(this.#options.seed, PURPOSE.push, index, one.number) < person.response.opens)
        playSession(world, person, { kind: 'message', campaign: one, today: this.#dayOf(world.day, person.city) });
    }
  }

  #writeMember(one: Campaign, person: Person, place: number): void {
    const { withoutCoupon, withCoupon } = campaignOutcome(this.#outcomeWorld(), person, {
      from: one.startsOn,
      to: one.endsOn,
      scope: scopeOf(one),
    });
    const group = place === PLACE.live ? 'coupon' : 'held-out';
    this.#sink.row(
      'truth/campaign_members',
      `${one.id},${person.id},${group},${withoutCoupon.toFixed(6)},${withCoupon.toFixed(6)}`,
    );
  }

  #welcome(day: DayNumber): void {
    const world = this.#outcomeWorld();
    for (const last = joinedBy(this.#options.people, day); this.#people < last; this.#people++) {
      const person = createPerson(this.#options, this.#people);
      this.#roster.enter(person);
      writePerson(this.#sink, this.#options.seed, person);
      writeTruth(this.#sink, person, referenceOutcome(world, person));
    }
  }

  #playHabits(world: SessionWorld): void {
    const { city, activity, occupation, joined, lost } = this.#roster;
    const today = sinceStart(world.day);
    for (let index = 0; index < this.#people; index++) {
      const cityToday = this.#dayOf(world.day, city[index]!);
      const habit = {
        activity: activity[index]!,
        occupation: occupation[index]!,
        daysSinceJoined: today - joined[index]!,
        daysSinceLost: today - lost[index]!,
      };
      for (const half of HALVES) {
        const lot = unit(this.#options.seed, PURPOSE.visit, index, today * 2 + half);
        if (lot < visitChance(habit, cityToday, half))
          playSession(world, createPerson(this.#options, index), { kind: 'habit', half, today: cityToday });
      }
    }
  }
}
