import { from, type Hands, told } from './hand.ts';

const listed = (list: string) => ({
  sql: `SELECT u.user_key, TRUE AS value FROM dim_user u SEMI JOIN audience_list_member m ON m.user_id = u.user_id AND m.list_id = '${list}'`,
  none: 'FALSE' as const,
});

export const BASIC: Hands = {
  registered_at: told('registered_at', 'left(value, 10)::DATE'),
  registration_channel: told('registration_channel'),
  days_since_registration: from('@D - registered_at'),
  acquisition_campaign: told('acquisition_campaign'),
  friends_invited: told('friends_invited', 'value::INTEGER'),
  tenure_band:
    from(`CASE WHEN @D - registered_at < 30 THEN 'first-month' WHEN @D - registered_at < 90 THEN 'first-quarter'
    WHEN @D - registered_at < 365 THEN 'first-year' WHEN @D - registered_at < 730 THEN 'second-year' ELSE 'longer' END`),
  membership_level: told('membership_level'),
  membership_since: told('membership_since', 'left(value, 10)::DATE'),
  days_in_membership: from('@D - membership_since'),
  has_paid_membership: told('has_paid_membership', "value = 'true'"),
  points_balance: told('points_balance', 'value::INTEGER'),
  points_expiring_30d: told('points_expiring_30d', 'value::INTEGER'),
  is_points_hoarder: from('points_balance >= 2000 AND orders_30d = 0'),
  is_vip: listed('vip'),
  marketing_consent: told('marketing_consent', "value = 'true'"),
  personalisation_consent: told('personalisation_consent', "value = 'true'"),
  contact_channels: told('contact_channels', "list_sort(string_split(value, '|'))"),
  is_reachable: from('marketing_consent AND len(contact_channels) > 0 AND NOT is_do_not_contact'),
  is_do_not_contact: listed('do-not-contact'),
  preferred_language: told('preferred_language'),
  phone_verified: told('phone_verified', "value = 'true'"),
  home_city: told('home_city'),
  home_district: told('home_district'),
  real_name_verified: told('real_name_verified', "value = 'true'"),
  bound_payments: told('bound_payments', "list_sort(string_split(value, '|'))"),
  saved_addresses: told('saved_addresses', 'value::INTEGER'),
  saved_address_kinds: told('saved_address_kinds', "list_sort(string_split(value, '|'))"),
  is_checkout_ready: from('phone_verified AND saved_addresses > 0 AND len(bound_payments) > 0'),
  profile_completeness:
    from(`CASE (gender IS NOT NULL)::INTEGER + (birth_year IS NOT NULL)::INTEGER + (occupation IS NOT NULL)::INTEGER
    WHEN 3 THEN 'full' WHEN 0 THEN 'empty' ELSE 'partial' END`),
  account_risk: told('account_risk'),
  home_area: told('home_area'),
  is_staff: listed('staff'),
  lifecycle_stage: from(`CASE WHEN first_order_at IS NULL THEN 'never' WHEN first_order_at >= @D - 30 THEN 'new'
    WHEN last_order_at >= @D - 30 THEN 'active' WHEN last_order_at >= @D - 90 THEN 'lapsing' ELSE 'lapsed' END`),
  is_customer: from('first_order_at IS NOT NULL'),
  activity_stage: from(`CASE WHEN last_visit_at IS NULL THEN 'never' WHEN last_visit_at >= @D - 7 THEN 'active'
    WHEN last_visit_at >= @D - 30 THEN 'cooling' WHEN last_visit_at >= @D - 90 THEN 'sleeping' ELSE 'gone' END`),
  onboarding_step: from(`CASE WHEN orders_total > 1 THEN 'repeat' WHEN orders_total = 1 THEN 'first-order'
    WHEN user_key IN (SELECT user_key FROM v WHERE step = 'checkout') THEN 'checkout'
    WHEN user_key IN (SELECT user_key FROM v WHERE step = 'cart') THEN 'basket'
    WHEN last_visit_at IS NOT NULL THEN 'visited' ELSE 'registered' END`),
  is_one_time_buyer: from('orders_total = 1 AND coalesce(last_order_at < @D - 30, FALSE)'),
};
