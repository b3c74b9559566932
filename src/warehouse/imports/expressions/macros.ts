/** A function for mappings, made of DuckDB's own. */
interface Macro {
  readonly name: string;
  readonly parameters: string;
  readonly sql: string;
}

/** Short words for what goes wrong in real files. docs/imports.md describes them by example. */
export const MACROS: readonly Macro[] = [
  {
    name: 'known',
    parameters: 'x',
    sql: "CASE WHEN lower(trim(x::VARCHAR)) NOT IN ('', 'null', 'na', 'n/a', 'nan', 'none') THEN x END",
  },
  /** Ids that a tool wrote as numbers: 9e+05 → 900000, 17850.0 → 17850. What is no whole number fails. */
  {
    name: 'integer_id',
    parameters: 'x',
    sql: `CASE WHEN regexp_full_match(trim(x::VARCHAR), '[0-9]+') THEN trim(x::VARCHAR)
      WHEN x::VARCHAR::DECIMAL(38, 6) = trunc(x::VARCHAR::DECIMAL(38, 6)) THEN x::VARCHAR::DECIMAL(38, 6)::HUGEINT::VARCHAR
      ELSE ('no whole number: ' || x::VARCHAR)::HUGEINT::VARCHAR END`,
  },
  { name: 'number', parameters: 'x', sql: 'x::DOUBLE' },
  /** 30:5 takes 5 off from 30 on. */
  {
    name: 'discount_threshold',
    parameters: 'x',
    sql: "CASE WHEN contains(x, ':') THEN split_part(x, ':', 1)::DECIMAL(18, 4) END",
  },
  {
    name: 'discount_amount',
    parameters: 'x',
    sql: "CASE WHEN contains(x, ':') THEN split_part(x, ':', 2)::DECIMAL(18, 4) END",
  },
  /** 0.8 is the share that is paid: 0.2 off. */
  {
    name: 'discount_rate',
    parameters: 'x',
    sql: "CASE WHEN NOT contains(x, ':') THEN (1 - x::DECIMAL(9, 6))::DOUBLE END",
  },
];

/** Statements that make the macros known to one connection. */
export const CREATE_MACROS = MACROS.map(
  ({ name, parameters, sql }) => `CREATE OR REPLACE TEMP MACRO ${name}(${parameters}) AS (${sql})`,
).join(';\n');
