import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import type { CallInput, routes } from '../../../contract/index.ts';
import { type Currency, parseMoney, TesseraError } from '../../../kernel/index.ts';

type TemplateBody = NonNullable<CallInput<typeof routes.putTemplate>['body']>;

/**
 * Reads a template for the contract, which checks it. JSON is the contract's own form, money in whole minor units;
 * in TOML, which people write, money is as people write it (`amount = 5.50`), and one title serves both languages.
 */
export function readTemplate(path: string, currency: Currency): TemplateBody {
  const text = readText(path);
  const given = path.endsWith('.json') ? parseAs(path, () => JSON.parse(text)) : fromToml(path, text, currency);
  if (typeof given !== 'object' || given === null || typeof (given as { id?: unknown }).id !== 'string')
    throw new TesseraError('request.invalid', { problem: `${path} has no id` });
  return given as TemplateBody;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TesseraError('request.invalid', { problem: `${path} cannot be read` }, { cause: error });
  }
}

function parseAs(path: string, parser: () => unknown): unknown {
  try {
    return parser();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new TesseraError('request.invalid', { problem: `${path}: ${reason}` }, { cause: error });
  }
}

function fromToml(path: string, text: string, currency: Currency): unknown {
  const given = parseAs(path, () => parse(text)) as Record<string, unknown>;
  const { title, discount } = given;
  return {
    ...given,
    ...(typeof title === 'string' ? { title: { en: title, zh: title } } : {}),
    ...(isTable(discount) ? { discount: inMinorUnits(discount, currency) } : {}),
  };
}

function inMinorUnits(discount: Record<string, unknown>, currency: Currency): Record<string, unknown> {
  const isMoney = (name: string) => name === 'amount' || name === 'cap' || name === 'threshold';
  const entries = Object.entries(discount).map(([name, value]) => [
    name,
    isMoney(name) ? parseMoney(String(value), currency) : value,
  ]);
  return Object.fromEntries(entries);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
