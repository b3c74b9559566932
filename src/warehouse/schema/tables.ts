/** One table of the star schema: its grain in words and its columns in order, with DuckDB types. */
export interface Table {
  readonly name: string;
  readonly grain: string;
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Columns that every fact carries. `day` is the business day of `occurred_at`, fixed at write because zone and day
 * start of a folder never change. `fact_key` is the identity: the caller's message id, a key that the mapping
 * declares, or file hash and line. `batch_id` is the import run or `log` for events by HTTP.
 */
const ENVELOPE = {
  fact_key: 'VARCHAR NOT NULL',
  /** Person whose fact it is by now. */
  user_key: 'UINTEGER',
  /** Login that the fact came with, for ever; NULL when it came without one. */
  account_key: 'UINTEGER',
  occurred_at: 'TIMESTAMPTZ NOT NULL',
  day: 'DATE NOT NULL',
  received_at: 'TIMESTAMPTZ NOT NULL',
  source: 'VARCHAR NOT NULL',
  batch_id: 'VARCHAR NOT NULL',
} as const;

const PLACE = { channel: 'VARCHAR', city: 'VARCHAR' } as const;

/** The star schema of the warehouse (DESIGN 3). Money is BIGINT minor units; people are `user_key`, all other ids the source's strings. */
export const TABLES = [
  {
    name: 'dim_user',
    grain:
      'one person, under the login known first; keys are dense but for people merged or erased, and never given again',
    columns: { user_key: 'UINTEGER NOT NULL', user_id: 'VARCHAR NOT NULL', first_seen_at: 'TIMESTAMPTZ' },
  },
  {
    name: 'user_account',
    grain: 'one login of a person who has several; the view user_login has every login of everyone',
    columns: {
      /** The login's own key, as in `dim_user` when it stands for itself. */
      account_key: 'UINTEGER NOT NULL',
      user_id: 'VARCHAR NOT NULL',
      /** `user_key` of the person. */
      person_key: 'UINTEGER NOT NULL',
      first_seen_at: 'TIMESTAMPTZ',
    },
  },
  {
    name: 'user_attribute',
    grain: 'one uploaded attribute of one login; of the logins of one person the last one received holds',
    columns: {
      /** The person; NULL where the value of another login of the person holds. */
      user_key: 'UINTEGER',
      account_key: 'UINTEGER',
      attribute: 'VARCHAR NOT NULL',
      value: 'VARCHAR NOT NULL',
      received_at: 'TIMESTAMPTZ NOT NULL',
      source: 'VARCHAR NOT NULL',
      batch_id: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'dim_device',
    grain: 'one device',
    columns: {
      device_id: 'VARCHAR NOT NULL',
      /** The person of the login that the source names. */
      user_key: 'UINTEGER',
      account_key: 'UINTEGER',
      os: 'VARCHAR',
      model: 'VARCHAR',
      first_seen_at: 'TIMESTAMPTZ',
    },
  },
  {
    name: 'dim_merchant',
    grain: 'one merchant or shop',
    columns: {
      merchant_id: 'VARCHAR NOT NULL',
      name: 'VARCHAR',
      category: 'VARCHAR',
      city: 'VARCHAR',
      latitude: 'DOUBLE',
      longitude: 'DOUBLE',
      price_level: 'INTEGER',
    },
  },
  {
    name: 'dim_product',
    grain: 'one product or offer',
    columns: {
      product_id: 'VARCHAR NOT NULL',
      name: 'VARCHAR',
      category: 'VARCHAR',
      department: 'VARCHAR',
      brand: 'VARCHAR',
    },
  },
  {
    name: 'dim_campaign',
    grain: 'one campaign, historical or run here',
    columns: {
      campaign_id: 'VARCHAR NOT NULL',
      title: 'VARCHAR',
      type: 'VARCHAR',
      starts_on: 'DATE',
      ends_on: 'DATE',
      source: 'VARCHAR',
    },
  },
  {
    name: 'fact_order_line',
    grain: 'one line of an order as the source has it; an order (basket) is all lines of one order_id',
    columns: {
      ...ENVELOPE,
      order_id: 'VARCHAR NOT NULL',
      /** sale | cancellation | adjustment; only sales make orders, buyers and GMV, cancellations lower net revenue. */
      kind: 'VARCHAR NOT NULL',
      product_id: 'VARCHAR',
      category: 'VARCHAR',
      merchant_id: 'VARCHAR',
      ...PLACE,
      quantity: 'DOUBLE',
      /** Line total before coupons, as the source has it. */
      gross_amount: 'BIGINT NOT NULL',
      /** What coupons took off, as told by the source. */
      coupon_discount: 'BIGINT NOT NULL',
      /** Line total after coupons: what revenue and spend sum up. */
      net_amount: 'BIGINT NOT NULL',
      coupon_id: 'VARCHAR',
      campaign_id: 'VARCHAR',
    },
  },
  {
    name: 'fact_visit',
    grain: 'one step of a session (view, click, cart, checkout, …)',
    columns: {
      ...ENVELOPE,
      session_id: 'VARCHAR',
      step: 'VARCHAR NOT NULL',
      activity_page: 'VARCHAR',
      merchant_id: 'VARCHAR',
      category: 'VARCHAR',
      device_id: 'VARCHAR',
      device_os: 'VARCHAR',
      ...PLACE,
      duration_seconds: 'DOUBLE',
    },
  },
  {
    name: 'fact_exposure',
    grain: 'one contact of one person by one campaign',
    columns: { ...ENVELOPE, campaign_id: 'VARCHAR NOT NULL', template_id: 'VARCHAR', placement: 'VARCHAR', ...PLACE },
  },
  {
    name: 'fact_coupon_event',
    grain: 'one transition of one coupon',
    columns: {
      ...ENVELOPE,
      /** issued | claimed | opened | locked | redeemed | settled | released | expired | revoked */
      kind: 'VARCHAR NOT NULL',
      coupon_id: 'VARCHAR NOT NULL',
      template_id: 'VARCHAR',
      campaign_id: 'VARCHAR',
      order_id: 'VARCHAR',
      merchant_id: 'VARCHAR',
      category: 'VARCHAR',
      ...PLACE,
      /** What the coupon costs its funder: at most for issued, exactly for redeemed. */
      cost: 'BIGINT',
      discount_threshold: 'BIGINT',
      discount_amount: 'BIGINT',
      /** Share of the price taken off, 0 to 1. */
      discount_rate: 'DOUBLE',
      distance_m: 'DOUBLE',
    },
  },
  {
    name: 'fact_operator_action',
    grain: 'one write by an operator',
    columns: {
      ...ENVELOPE,
      operator: 'VARCHAR NOT NULL',
      action: 'VARCHAR NOT NULL',
      subject_kind: 'VARCHAR',
      subject_id: 'VARCHAR',
      detail: 'VARCHAR',
    },
  },
  {
    name: 'fact_budget_movement',
    grain: 'one movement of one budget',
    columns: {
      ...ENVELOPE,
      budget_id: 'VARCHAR NOT NULL',
      campaign_id: 'VARCHAR',
      funder: 'VARCHAR',
      /** limited | held | released | spent */
      kind: 'VARCHAR NOT NULL',
      amount: 'BIGINT NOT NULL',
    },
  },
  {
    name: 'model_order',
    grain: 'one order: the sale lines of one order_id summed up; refreshed for the orders that a write touches',
    columns: {
      order_id: 'VARCHAR NOT NULL',
      user_key: 'UINTEGER',
      occurred_at: 'TIMESTAMPTZ NOT NULL',
      day: 'DATE NOT NULL',
      merchant_id: 'VARCHAR',
      ...PLACE,
      campaign_id: 'VARCHAR',
      coupon_id: 'VARCHAR',
      lines: 'INTEGER NOT NULL',
      gross_amount: 'BIGINT NOT NULL',
      coupon_discount: 'BIGINT NOT NULL',
      /** Of all lines, cancellations of the same order included. */
      net_amount: 'BIGINT NOT NULL',
    },
  },
  {
    name: 'model_state',
    grain: 'the models of the folder: fingerprint of their declarations, and when they last met the facts; one row',
    columns: { catalogue: 'VARCHAR NOT NULL', refreshed_at: 'TIMESTAMPTZ' },
  },
  {
    name: 'subject_tag_build',
    grain: 'the build of the tags of merchants and offers whose values stand in the tables; one row',
    columns: { version: 'INTEGER NOT NULL', as_of: 'DATE NOT NULL', built_at: 'TIMESTAMPTZ NOT NULL' },
  },
  {
    name: 'import_run',
    grain: 'one file of one import',
    columns: {
      import_id: 'VARCHAR NOT NULL',
      source: 'VARCHAR NOT NULL',
      file: 'VARCHAR NOT NULL',
      file_hash: 'VARCHAR NOT NULL',
      mapping_hash: 'VARCHAR NOT NULL',
      target: 'VARCHAR NOT NULL',
      started_at: 'TIMESTAMPTZ NOT NULL',
      finished_at: 'TIMESTAMPTZ',
      rows_read: 'BIGINT',
      rows_written: 'BIGINT',
      rows_rejected: 'BIGINT',
      rows_known: 'BIGINT',
      /** import | reprocess; of older folders NULL, which means import. */
      kind: 'VARCHAR',
      /** Reprocess only: the import whose quarantined rows were read again. */
      parent: 'VARCHAR',
      /** `watch:<name>` for files that a watched folder brought. */
      origin: 'VARCHAR',
      /** Hash of the mapping's text in `import_mapping`. */
      mapping: 'VARCHAR',
      /** Columns of the file as JSON: name, type, kind of values. */
      shape: 'VARCHAR',
      /** What differs from the shape of the import before, as JSON. */
      drift: 'VARCHAR',
    },
  },
  {
    name: 'import_failure',
    grain: 'one file that was refused; nothing of it is in the facts',
    columns: {
      import_id: 'VARCHAR NOT NULL',
      source: 'VARCHAR NOT NULL',
      file: 'VARCHAR NOT NULL',
      file_hash: 'VARCHAR',
      target: 'VARCHAR NOT NULL',
      started_at: 'TIMESTAMPTZ NOT NULL',
      finished_at: 'TIMESTAMPTZ NOT NULL',
      origin: 'VARCHAR',
      mapping: 'VARCHAR NOT NULL',
      code: 'VARCHAR NOT NULL',
      /** Of the coded error, as JSON. */
      detail: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'import_mapping',
    grain: 'one text of a mapping that was imported by',
    columns: { hash: 'VARCHAR NOT NULL', text: 'VARCHAR NOT NULL' },
  },
  {
    name: 'quarantine',
    grain: 'one row that was refused, as it was read',
    columns: {
      import_id: 'VARCHAR NOT NULL',
      source: 'VARCHAR NOT NULL',
      file: 'VARCHAR NOT NULL',
      line: 'BIGINT',
      reason: 'VARCHAR NOT NULL',
      field: 'VARCHAR',
      row: 'VARCHAR NOT NULL',
      received_at: 'TIMESTAMPTZ NOT NULL',
      /** How often its key had come in the file up to here, where the mapping numbers repeats. */
      nth: 'BIGINT',
      /** How often it was read again; NULL is never. */
      attempts: 'INTEGER',
    },
  },
  {
    name: 'identity_evidence',
    grain: 'one reason to believe that a login belongs to a device or to another login, by rule and source',
    columns: {
      account_key: 'UINTEGER NOT NULL',
      /** One of the two. */
      device_id: 'VARCHAR',
      other_key: 'UINTEGER',
      /** login | device-table | link | operator */
      rule: 'VARCHAR NOT NULL',
      source: 'VARCHAR NOT NULL',
      batch_id: 'VARCHAR NOT NULL',
      seen_at: 'TIMESTAMPTZ NOT NULL',
    },
  },
  {
    name: 'identity_apart',
    grain: 'one pair that an operator has set apart: its evidence does not count',
    columns: { account_key: 'UINTEGER NOT NULL', device_id: 'VARCHAR', other_key: 'UINTEGER' },
  },
  {
    name: 'identity_block',
    grain: 'one id of which an operator has said that it joins nobody, or that it joins whatever the limits say',
    columns: {
      /** device | user */
      kind: 'VARCHAR NOT NULL',
      id: 'VARCHAR NOT NULL',
      /** blocked | exempt */
      state: 'VARCHAR NOT NULL',
      reason: 'VARCHAR NOT NULL',
      actor: 'VARCHAR NOT NULL',
      decided_at: 'TIMESTAMPTZ NOT NULL',
    },
  },
  {
    name: 'identity_device',
    grain: 'one device that evidence names, and whose it is',
    columns: {
      device_id: 'VARCHAR NOT NULL',
      /** linked | shared | blocked | apart */
      state: 'VARCHAR NOT NULL',
      /** Logins that evidence ties to it. */
      logins: 'INTEGER NOT NULL',
      /** The person to whom its visits without a login belong; NULL unless linked. */
      person_key: 'UINTEGER',
    },
  },
  {
    name: 'merge_log',
    grain: 'one login that moved from one person to another, or one word of an operator; never rewritten, but by erase',
    columns: {
      seq: 'BIGINT NOT NULL',
      logged_at: 'TIMESTAMPTZ NOT NULL',
      /** merge | split | share | link | unmerge | block | unblock */
      action: 'VARCHAR NOT NULL',
      account_key: 'UINTEGER',
      from_key: 'UINTEGER',
      to_key: 'UINTEGER',
      device_id: 'VARCHAR',
      /** JSON list: the chain of evidence from the login to the person. */
      evidence: 'VARCHAR NOT NULL',
      actor: 'VARCHAR NOT NULL',
      reason: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'erasure',
    grain: 'one erased id, as a salted hash; read anew from the erasure log at each start',
    columns: {
      salt: 'VARCHAR NOT NULL',
      hash: 'VARCHAR NOT NULL',
      /** user | device */
      kind: 'VARCHAR NOT NULL',
      erased_at: 'TIMESTAMPTZ NOT NULL',
    },
  },
  {
    name: 'consumer_offset',
    grain: 'how far one consumer of a log has read',
    columns: { consumer: 'VARCHAR NOT NULL', seq: 'BIGINT NOT NULL' },
  },
  {
    name: 'fact_change',
    grain: 'one day of one fact table that was written to, under the number of the last write that touched it',
    columns: { seq: 'BIGINT NOT NULL', fact: 'VARCHAR NOT NULL', day: 'DATE NOT NULL' },
  },
  {
    name: 'tag_word',
    grain: 'one word of one column of facts, and the code under which the segments of the tag engine hold it',
    columns: {
      fact: 'VARCHAR NOT NULL',
      field: 'VARCHAR NOT NULL',
      code: 'UINTEGER NOT NULL',
      word: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'tag_build',
    grain: 'one build of all tags; its values are the table tags_v<version>',
    columns: {
      version: 'INTEGER NOT NULL',
      as_of: 'DATE NOT NULL',
      built_at: 'TIMESTAMPTZ NOT NULL',
      people: 'BIGINT NOT NULL',
      duration_ms: 'DOUBLE NOT NULL',
      catalogue: 'VARCHAR NOT NULL',
      statistics: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'tag_build_state',
    grain: 'one build of all tags: whether it is served, what its quality rules say, and who decided otherwise',
    columns: {
      version: 'INTEGER NOT NULL',
      /** published | held | discarded */
      state: 'VARCHAR NOT NULL',
      /** Counts from 1 with each publishing, of an older version too; the highest is served. */
      publication: 'INTEGER',
      /** table | file | nothing */
      stored_as: 'VARCHAR NOT NULL',
      problems: 'VARCHAR NOT NULL',
      decided_by: 'VARCHAR',
      decided_at: 'TIMESTAMPTZ',
      reason: 'VARCHAR',
    },
  },
  {
    name: 'tag_measure',
    grain: 'one tag in one build: how it spreads and how far that is from the version before',
    columns: {
      version: 'INTEGER NOT NULL',
      tag: 'VARCHAR NOT NULL',
      known: 'BIGINT NOT NULL',
      distinct_values: 'BIGINT',
      min_value: 'DOUBLE',
      max_value: 'DOUBLE',
      mean_value: 'DOUBLE',
      /** Population stability index against `drift_against`; NULL where there is nothing to compare with. */
      drift: 'DOUBLE',
      drift_against: 'INTEGER',
      /** Why the drift was not judged; NULL where it was. */
      drift_pardon: 'VARCHAR',
      /** JSON: cuts and counts, for the next build to be compared with. */
      spread: 'VARCHAR NOT NULL',
    },
  },
  {
    name: 'audience_snapshot_member',
    grain: 'one person of one frozen audience; written once, never changed',
    columns: { snapshot_id: 'VARCHAR NOT NULL', user_key: 'UINTEGER NOT NULL' },
  },
  {
    name: 'audience_list_member',
    grain: 'one id of one uploaded list; a person of that id may appear later',
    columns: { list_id: 'VARCHAR NOT NULL', user_id: 'VARCHAR NOT NULL' },
  },
  {
    name: 'model_score',
    grain: 'one score of one person by one model; a model replaces its scores whole',
    columns: { model: 'VARCHAR NOT NULL', user_key: 'UINTEGER NOT NULL', score: 'DOUBLE NOT NULL' },
  },
] as const satisfies readonly Table[];

export type TableName = (typeof TABLES)[number]['name'];
