const names = (list: string): readonly string[] => list.split(' ');

/** Scalar functions that give the same answer every time and touch nothing outside the row. */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...names('+ - * / // % ^ ** || ~~ !~~ ~~* !~~* ->> timezone'),
  ...names('abs round floor ceil ceiling trunc sign mod greatest least power sqrt ln log exp isnan isfinite isinf'),
  ...names('lower upper trim ltrim rtrim length replace concat concat_ws reverse translate strip_accents'),
  ...names('left right substr substring split_part contains starts_with prefix suffix ends_with strpos instr position'),
  ...names(
    'regexp_extract regexp_matches regexp_full_match regexp_replace json_extract_string nullif ifnull md5 sha256',
  ),
  ...names('strptime try_strptime strftime date_trunc date_part datepart year month day hour minute second'),
  ...names('dayofweek isodow week quarter make_date make_timestamp make_timestamptz to_timestamp epoch epoch_ms'),
  ...names('date_add date_diff datediff date_sub to_years to_months to_weeks to_days to_hours to_minutes to_seconds'),
  ...names('to_milliseconds'),
]);

/** Types that a value may be cast to. */
export const ALLOWED_TYPES: ReadonlySet<string> = new Set([
  ...['VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT'],
  ...['UINTEGER', 'UBIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'],
  ...['TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'INTERVAL'],
]);

/** Kinds of node of DuckDB's parser; whatever is not here is refused. */
export const ALLOWED_NODES: ReadonlySet<string> = new Set([
  'COLUMN_REF',
  'CONSTANT',
  'FUNCTION',
  'CAST',
  'CASE',
  'COMPARISON',
  'CONJUNCTION',
  'BETWEEN',
  'OPERATOR',
]);

export const ALLOWED_OPERATORS: ReadonlySet<string> = new Set([
  'OPERATOR_NOT',
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_COALESCE',
  'OPERATOR_NULLIF',
  'OPERATOR_TRY',
  'COMPARE_IN',
  'COMPARE_NOT_IN',
]);
