import type { DayNumber } from '../../src/kernel/index.ts';
import { OCCUPATIONS } from '../people/demographics.ts';
import { NEVER, type Roster, sinceStart } from '../people/roster.ts';
import { PURPOSE, unit } from '../random.ts';
import type { Campaign, Target } from './plans.ts';

const LAPSED_DAYS = 21;
const NEW_DAYS = 21;
const REGULAR_ORDERS = 4;

/** Where a person stands in a campaign. */
export const PLACE = { none: 0, heldOut: 1, live: 2, used: 3 } as const;

/** Decides for one person on the campaign's first day; whoever is still in another campaign stays out of it. */
export function placeInCampaign(seed: number, roster: Roster, about: { index: number; campaign: Campaign }): number {
  const { index, campaign } = about;
  if (roster.place[index] !== PLACE.none) return PLACE.none;
  if (!RULES[campaign.target](roster, { index, day: campaign.startsOn, campaign })) return PLACE.none;
  const lot = unit(seed, PURPOSE.target, index, campaign.number);
  if (lot >= campaign.reach) return PLACE.none;
  return lot < campaign.reach * campaign.holdout ? PLACE.heldOut : PLACE.live;
}

type Rule = (roster: Roster, about: { index: number; day: DayNumber; campaign: Campaign }) => boolean;

const RULES: Readonly<Record<Target, Rule>> = {
  everyone: () => true,
  regulars: (roster, { index }) => roster.orders[index]! >= REGULAR_ORDERS,
  lapsed: (roster, { index, day }) => {
    const last = roster.lastOrder[index]!;
    return last !== NEVER && sinceStart(day) - last >= LAPSED_DAYS;
  },
  newcomers: (roster, { index, day }) => sinceStart(day) - roster.joined[index]! <= NEW_DAYS,
  students: (roster, { index }) => isOccupation(roster, index, 'student'),
  parents: (roster, { index }) => isOccupation(roster, index, 'parent'),
  'never-ordered': (roster, { index }) => roster.lastOrder[index] === NEVER,
  city: (roster, { index, campaign }) => roster.city[index] === campaign.city,
};

function isOccupation(roster: Roster, index: number, id: string): boolean {
  return OCCUPATIONS[roster.occupation[index]!]!.id === id;
}
