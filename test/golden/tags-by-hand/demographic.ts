import { from, type Hands, told } from './hand.ts';

const has = (set: string, value: string) => `list_contains(${set}, '${value}')`;

export const DEMOGRAPHIC: Hands = {
  gender: told('gender'),
  birth_year: told('birth_year', 'value::INTEGER'),
  age_band: told('age_band'),
  generation:
    from(`CASE WHEN birth_year IS NULL THEN NULL WHEN birth_year <= 1964 THEN 'before-1965' WHEN birth_year <= 1979 THEN '1965-1979'
    WHEN birth_year <= 1994 THEN '1980-1994' WHEN birth_year <= 2009 THEN '1995-2009' ELSE 'from-2010' END`),
  occupation: told('occupation'),
  birthday_month: told('birthday_month', 'value::INTEGER'),
  education: told('education'),
  income_band: told('income_band'),
  hobbies: told('hobbies', "list_sort(string_split(value, '|'))"),
  has_children: told('has_children', "value = 'true'"),
  marital_status: told('marital_status'),
  household_people: told('household_people', 'value::INTEGER'),
  child_stage: told('child_stage'),
  housing: told('housing'),
  owns_car: told('owns_car', "value = 'true'"),
  owns_pet: told('owns_pet', "value = 'true'"),
  is_parent: from('has_children OR child_stage IS NOT NULL OR baby_care_orders_365d > 1'),
  is_weekend_family: from('is_parent AND weekend_share_365d >= 0.4'),
  is_pet_owner: from('owns_pet OR pet_care_orders_365d > 1'),
  is_car_owner: from('owns_car OR car_care_orders_365d > 0'),
  life_stage: from(`CASE WHEN occupation = 'retired' THEN 'retired' WHEN is_student THEN 'student'
    WHEN child_stage IN ('0-3', '4-6') THEN 'young-family' WHEN is_parent THEN 'family'
    WHEN birth_year > 1994 THEN 'young-adult' WHEN birth_year IS NOT NULL THEN 'settled' END`),
  is_student: from(`CASE WHEN occupation IS NOT NULL THEN occupation = 'student'
    ELSE ${has('saved_address_kinds', 'school')} OR birth_year >= 2000 END`),
  is_office_worker: from(`CASE WHEN occupation IS NOT NULL THEN occupation = 'office-worker'
    ELSE ${has('saved_address_kinds', 'office')} OR weekday_lunch_orders_90d > 3 END`),
  is_night_worker: from('night_sessions_90d > 4 AND night_sessions_90d >= 0.4 * sessions_90d'),
  is_commuter: from('commute_sessions_90d > 5'),
  is_business_traveller: from('weekday_hotel_orders_365d > 1'),
  spending_power: from(`CASE WHEN income_band = 'high' THEN 'high'
    WHEN device_price_class = 'flagship' AND (coalesce(average_price_level_365d, 0) >= 3.5 OR coalesce(value_decile, 0) > 7) THEN 'high'
    WHEN income_band = 'low' THEN 'low'
    WHEN device_price_class = 'entry' AND (coalesce(average_price_level_365d, 9) < 2.5 OR coalesce(value_decile, 9) < 4) THEN 'low'
    ELSE 'middle' END`),
  is_frugal: from('orders_365d > 2 AND average_price_level_365d <= 3 AND coupon_orders_365d >= 0.3 * orders_365d'),
  is_gourmet: from('cuisines_count_365d > 4 AND average_price_level_365d >= 3.3'),
  is_film_fan: from(`cinema_orders_90d > 2 OR (${has('hobbies', 'film')} AND cinema_orders_90d > 0)`),
  is_traveller: from(`login_cities_count_90d > 2 OR (${has('hobbies', 'travel')} AND hotel_orders_90d > 0)`),
  is_health_minded: from(
    `healthy_food_orders_365d > 1 OR (${has('hobbies', 'sport')} AND healthy_food_orders_365d > 0)`,
  ),
  is_home_cook: from(`fresh_food_orders_365d > 1 OR ${has('hobbies', 'cooking')}`),
  is_homebody: from('food_delivery_orders_90d > 3 AND dining_orders_90d + cinema_orders_90d = 0'),
  is_going_out: from('dining_orders_90d > 0 AND cinema_orders_90d > 0 AND 2 * weekend_orders_365d >= orders_365d'),
};
