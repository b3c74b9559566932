import { by, from, type Hands, known, part, set, told, total, within, word } from './hand.ts';

const NOTABLE = {
  flagship: ['iPhone 15 Pro', 'iPhone 16', 'HUAWEI Mate 60', 'HUAWEI Pura 70', 'Xiaomi 14', 'vivo X100'],
  middle: ['iPhone 13', 'iPhone 14', 'iPhone 15', 'OPPO Reno 11', 'Honor 100', 'HUAWEI nova 12'],
  entry: ['Redmi Note 13'],
};
const models = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

export const DEVICE: Hands = {
  device_os: word('v', ['device_os', 'count(*)'], within(90)),
  device_systems_90d: set('v', 'device_os', within(90)),
  devices_count: total('v', 'count(DISTINCT device_id)'),
  devices_90d: total('v', 'count(DISTINCT device_id)', within(90)),
  is_multi_device: from('devices_90d > 1'),
  device_model: word('v', ['model', 'count(*)'], within(90)),
  device_price_class: from(`CASE WHEN device_model IN (${models(NOTABLE.flagship)}) THEN 'flagship'
    WHEN device_model IN (${models(NOTABLE.middle)}) THEN 'middle' WHEN device_model IN (${models(NOTABLE.entry)}) THEN 'entry' END`),
  main_device_share_90d: part('v', ['device_id', 'count(*)'], within(90)),
  is_cross_system: from("list_contains(device_systems_90d, 'iOS') AND len(device_systems_90d) > 1"),
  is_on_shared_device: told('is_on_shared_device', "value = 'true'"),
  mobile_carrier: told('mobile_carrier'),
  app_version: told('app_version'),
  app_updated_at: told('app_updated_at', 'value::DATE'),
  days_since_app_update: from('@D - app_updated_at'),
  notifications_on: told('notifications_on', "value = 'true'"),
  location_permission: told('location_permission'),
  days_since_app_visit: known('v', '@D - max(day)', "channel = 'app'"),
  is_app_lapsed: from(
    `last_visit_at >= @D - 30 AND user_key NOT IN (SELECT user_key FROM v WHERE channel = 'app' AND ${within(30)})`,
  ),
  visit_channel: word('v', ['channel', 'count(*)'], within(90)),
  visit_channels_90d: set('v', 'channel', within(90)),
  visit_channel_share_90d: part('v', ['channel', 'count(*)'], within(90)),
  app_sessions_90d: total('v', 'count(DISTINCT session_id)', `channel = 'app' AND ${within(90)}`),
  app_session_share_90d: by('app_sessions_90d', 'sessions_90d'),
  login_city: word('v', ['city', 'count(*)'], within(90)),
  login_cities_90d: set('v', 'city', within(90)),
  login_cities_count_90d: from('len(login_cities_90d)'),
  second_login_city: word('v', ['city', 'count(*)'], within(90), 2),
};
