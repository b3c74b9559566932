import { CITY_CURRENCY, CITY_TIME } from '../../dist/simulator/index.js';
import { openColumnIndex } from '../../dist/src/adapters/kernel/index.js';
import { checkExpression, parseExpression } from '../../dist/src/expression/index.js';
import { UNWATCHED } from '../../dist/src/kernel/index.js';
import { compileSql } from '../../dist/src/services/audience/index.js';
import { createTagService } from '../../dist/src/warehouse/tags/index.js';
import { openCity, THREADS } from '../city.mjs';
import { alternate, median, milliseconds } from '../measure.mjs';

/** One to seven predicates, nested, over numbers, words, sets and unknowns; then what needs the facts. */
const ON_TAGS = [
  'orders_30d >= 4',
  "gender = 'female'",
  'orders_30d >= 2 and spend_30d >= 100',
  "home_city = 'Chengdu' and orders_90d >= 3",
  "orders_30d >= 4 and age_band in ('25-34', '35-44')",
  'days_since_order between 14 and 45 and spend_365d > 300',
  "categories_365d contains any ('cinema', 'hotel') and not membership_level = 'none'",
  "(occupation = 'student' or occupation = 'parent') and sessions_30d >= 3",
  'gender is unknown or birth_year is unknown',
  "home_city in ('Chengdu', 'Hangzhou') and orders_90d >= 5 and not (coupon_share_90d > 0.1)",
  "(orders_7d = 0 and orders_30d >= 2) or (days_since_order > 30 and spend_365d > 500 and device_os = 'iOS')",
  "rfm_segment in ('champion', 'loyal') and (coupons_redeemed_90d >= 1 or coupons_received_90d = 0) and carts_30d >= 1",
  "home_city = 'Wuhan' and age_band = '18-24' and orders_90d >= 1 and spend_90d < 400 and sessions_30d >= 2 and not has_children = true and favourite_category = 'food-delivery'",
];
const ON_FACTS = [
  "did order at least 2 times in 30 days where category = 'cinema'",
  "did order at least 2 times in 90 days where category = 'food-delivery' and not did coupon_open in 30 days",
  'did cart in 7 days and not did order in 7 days',
  'did view then order within 2 days',
  "home_city = 'Chengdu' and did order in 60 days where (category = 'dining' and amount > 100)",
];

export async function run(options) {
  const { engine, asOf } = await openCity(options);
  try {
    const tags = await openTags(engine);
    const release = await tags.build(asOf, UNWATCHED);
    const contest = { engine, release, catalogue: await tags.fieldCatalogue() };
    const groups = [
      { title: 'over tags', rows: await compareAll(ON_TAGS, contest) },
      { title: 'over facts', rows: await compareAll(ON_FACTS, contest) },
    ];
    return { ...(await versions(engine)), markdown: report(groups, release.people) };
  } finally {
    await engine.close();
  }
}

/** Tags without operators' own: the shipped catalogue and nothing else. */
export function openTags(engine) {
  const documents = { list: async () => [], find: async () => undefined };
  const clock = { now: () => Date.now() };
  return createTagService({ engine, documents, clock, time: CITY_TIME, currency: CITY_CURRENCY });
}

export async function versions(engine) {
  const [{ version }] = await engine.rows('SELECT version() AS version');
  return { duckDb: version };
}

async function compareAll(texts, contest) {
  const rows = [];
  for (const text of texts) rows.push(await compare(text, contest));
  return rows;
}

/**
 * Members must be the same people before anything is timed. The kernel remembers the masks of conditions that it saw, so
 * a repeated count is another job: `new` is timed on an index that has read the columns and none of the conditions.
 */
async function compare(text, { engine, release, catalogue }) {
  const tree = parseExpression(text, catalogue);
  checkExpression(tree, catalogue);
  const query = queryOf(tree);
  const { sql, values } = compileSql(query, release);
  const index = await freshIndex({ engine, release, tree });
  const ours = (await index.select(query)).userKeys.slice().sort();
  const theirs = await engine.rows(`SELECT user_key FROM (${sql}) ORDER BY user_key`, values);
  const isSame = ours.length === theirs.length && theirs.every(({ user_key }, i) => user_key === ours[i]);
  if (!isSame) throw new Error(`kernel ${ours.length} and DuckDB ${theirs.length} members differ: ${text}`);
  const [newMs, againMs, duckDbMs] = await alternate([
    { prepare: () => freshIndex({ engine, release, tree }), work: (fresh) => fresh.count(query) },
    { work: () => index.count(query) },
    { work: () => engine.rows(`SELECT count(*) AS members FROM (${sql})`, values) },
  ]);
  return { text, count: ours.length, newMs, againMs, duckDbMs };
}

async function freshIndex({ engine, release, tree }) {
  const index = openColumnIndex({ engine });
  await index.load(release, UNWATCHED);
  await index.count(queryOf(shadowOf(tree)));
  return index;
}

const queryOf = (tree) => ({ tree, audiences: new Map(), lists: new Map() });

/** Asks for the same columns and events by other conditions. */
function shadowOf(tree) {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return { ...tree, of: tree.of.map(shadowOf) };
    case 'not':
      return shadowOf(tree.of);
    case 'did':
      return { ...tree, times: { op: '>=', count: 987 } };
    case 'sequence':
      return { ...tree, withinDays: (tree.withinDays ?? 0) + 1 };
    default:
      return { kind: 'known', field: tree.field, known: !(tree.kind === 'known' && tree.known) };
  }
}

function report(groups, people) {
  const lines = [
    `${people.toLocaleString('en-US')} people. Members were equal for all ${groups.flatMap(({ rows }) => rows).length} expressions. *New*: no condition was asked before, columns are in memory. *Again*: the kernel remembers the conditions' masks, as while an operator drags another threshold. The ratio is DuckDB to new.`,
  ];
  for (const { title, rows } of groups) {
    const middle = (name) => median(rows.map((row) => row[name]));
    lines.push(
      '',
      `| count ${title} | members | new ms | again ms | DuckDB ms | ratio |`,
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...rows.map((row) => line({ ...row, title: `\`${row.text}\``, members: row.count.toLocaleString('en-US') })),
      line({
        title: 'median of each column',
        members: '',
        newMs: middle('newMs'),
        againMs: middle('againMs'),
        duckDbMs: middle('duckDbMs'),
      }),
    );
  }
  return lines.join('\n');
}

function line({ title, members, newMs, againMs, duckDbMs }) {
  const times = [newMs, againMs, duckDbMs].map(milliseconds).join(' | ');
  return `| ${title} | ${members} | ${times} | ${(duckDbMs / newMs).toFixed(1)} |`;
}

export const threads = `Kernel: 1 thread; DuckDB: ${THREADS} threads.`;
