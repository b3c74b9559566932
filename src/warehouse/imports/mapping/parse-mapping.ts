import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { nearestName, TesseraError } from '../../../kernel/index.ts';
import { SHIPPED_TAGS } from '../../tags/index.ts';
import type { WorkspaceWish } from '../../workspace/index.ts';
import { attributeTag } from './attribute-tag.ts';
import type { FileFormat, Mapping, Source } from './mapping.ts';
import { type GivenMapping, type GivenSource, mappingSchema } from './mapping-schema.ts';
import { findTarget } from './targets.ts';

/** What the shipped catalogue already says of an attribute, a mapping need not say again. */
const SHIPPED_ATTRIBUTES = SHIPPED_TAGS.flatMap(({ rule }) => (rule.kind === 'attribute' ? [rule.attribute] : []));

/** Reads a mapping file (TOML). Throws `mapping.invalid` with the place of the first mistake. */
export function parseMapping(text: string): Mapping {
  const result = mappingSchema.safeParse(parseToml(text));
  if (!result.success) throw schemaError(result.error);
  const given = result.data;
  const attributes = given.attribute.map(attributeTag);
  const known = new Set([...attributes.map(({ id }) => id), ...SHIPPED_ATTRIBUTES]);
  const sources = given.source.map((source, i) =>
    toSource(source, { mapping: given.name, where: `source[${i}]`, known }),
  );
  refuseRepeats(given.source.map(({ name }) => name));
  return { name: given.name, workspace: toWish(given), attributes, sources };
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const problem = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? '';
    throw invalid(`line ${error.line}, column ${error.column}`, problem, error);
  }
}

function schemaError(error: z.ZodError): TesseraError {
  const [issue] = error.issues;
  const path = issue!.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const problem =
    issue!.code === 'unrecognized_keys' ? `there is no setting ${issue!.keys.join(', ')}` : issue!.message;
  return invalid(path.replace(/^\./, '') || 'the top', problem, error);
}

interface Scope {
  readonly mapping: string;
  readonly where: string;
  /** Attributes that the mapping or the shipped catalogue defines. */
  readonly known: ReadonlySet<string>;
}

function toSource(given: GivenSource, { mapping, where, known }: Scope): Source {
  const target = findTarget(given.target)!;
  const columns = fillColumns(given, where);
  if (target.kind !== 'user' && Object.keys(given.attributes).length > 0)
    throw invalid(`${where}.attributes`, 'only the target "user" has attributes');
  for (const id of Object.keys(given.attributes)) {
    if (!known.has(id))
      throw invalid(`${where}.attributes.${id}`, `there is no [[attribute]] "${id}"${hint(id, known)}`);
  }
  if (given.key !== undefined && target.kind !== 'fact')
    throw invalid(`${where}.key`, `rows of the target "${target.id}" are identified by their id`);
  return {
    id: `${mapping}.${given.name}`,
    where,
    file: given.file,
    format: given.format ?? formatOf(given.file, `${where}.file`),
    encoding: given.encoding,
    delimiter: given.delimiter,
    target,
    columns,
    attributes: given.attributes,
    ...(given.zone === undefined ? {} : { zone: given.zone }),
    timeFormats: given.time_formats,
    isMoneyMinor: given.money === 'minor',
    ...(given.key === undefined ? {} : { key: given.key }),
    repeats: given.repeats,
    ...(given.where === undefined ? {} : { filter: given.where }),
    drift: given.drift,
    lookups: Object.entries(given.lookups).map(([name, lookup]) => ({
      name,
      ...lookup,
      format: lookup.format ?? formatOf(lookup.file, `${where}.lookups.${name}.file`),
    })),
  };
}

function fillColumns(given: GivenSource, where: string): Readonly<Record<string, string>> {
  const { fields, id } = findTarget(given.target)!;
  for (const name of Object.keys(given.columns)) {
    if (!Object.hasOwn(fields, name))
      throw invalid(
        `${where}.columns.${name}`,
        `the target "${id}" has no field "${name}"${hint(name, Object.keys(fields))}`,
      );
  }
  const columns: Record<string, string> = { ...given.columns };
  for (const [name, field] of Object.entries(fields)) {
    if (columns[name] !== undefined || name === 'net_amount') continue;
    if (field.otherwise) columns[name] = field.otherwise;
    else if (field.isRequired) throw invalid(`${where}.columns`, `the target "${id}" needs "${name}"`);
  }
  return columns;
}

function formatOf(file: string, where: string): FileFormat {
  const ending = /\.(csv|tsv|txt|ndjson|jsonl|parquet)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase();
  if (!ending) throw invalid(where, 'the name does not tell the format: give format = "csv", "ndjson" or "parquet"');
  if (ending === 'parquet') return 'parquet';
  return ending === 'ndjson' || ending === 'jsonl' ? 'ndjson' : 'csv';
}

function toWish({ name, workspace }: GivenMapping): WorkspaceWish {
  const { zone, day_start: start, currency, decimals } = workspace;
  if (decimals !== undefined && currency === undefined)
    throw invalid('workspace.decimals', 'decimals belong to a currency');
  return {
    name: workspace.name ?? name,
    ...(zone === undefined ? {} : { zone }),
    ...(start === undefined ? {} : { dayStartMinutes: Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) }),
    ...(currency === undefined ? {} : { currency: { code: currency, decimals: decimals ?? 2 } }),
  };
}

function refuseRepeats(names: readonly string[]): void {
  const repeated = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (repeated >= 0) throw invalid(`source[${repeated}].name`, `another source is called "${names[repeated]}"`);
}

function hint(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest ? `; is "${nearest}" meant?` : '';
}

function invalid(where: string, problem: string, cause?: unknown): TesseraError {
  return new TesseraError('mapping.invalid', { where, problem }, { cause });
}
