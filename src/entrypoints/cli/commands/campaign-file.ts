import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import type { CallInput, routes } from '../../../contract/index.ts';
import { type Currency, parseMoney, TesseraError } from '../../../kernel/index.ts';

type CampaignBody = NonNullable<CallInput<typeof routes.putCampaign>['body']>;

/**
 * Reads a campaign document from TOML or JSON for the contract, which checks it. Money is as people write it, as a
 * number or as text (`limit = 500.00`); times are ISO 8601 with a zone.
 */
export function readCampaign(path: string, currency: Currency): CampaignBody {
  const given = parseFile(path);
  if (!isTable(given) || typeof given['id'] !== 'string')
    throw new TesseraError('request.invalid', { problem: `${path} has no id` });
  const { budget, schedule } = given;
  return {
    ...given,
    ...(isTable(budget) && { budget: { ...budget, limit: limitOf(budget['limit'], currency) } }),
    ...(isTable(schedule) && { schedule: inIsoTime(schedule) }),
  } as unknown as CampaignBody;
}

function parseFile(path: string): unknown {
  const text = readText(path);
  try {
    return path.endsWith('.json') ? JSON.parse(text) : parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new TesseraError('request.invalid', { problem: `${path}: ${reason}` }, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TesseraError('request.invalid', { problem: `${path} cannot be read` }, { cause: error });
  }
}

function limitOf(limit: unknown, currency: Currency): unknown {
  return typeof limit === 'number' || typeof limit === 'string' ? parseMoney(String(limit), currency) : limit;
}

/** TOML has times of its own; as JSON they are their text, which lacks a zone where the file gives none. */
function inIsoTime(schedule: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(schedule).map(([name, time]) => [
    name,
    time instanceof Date ? (JSON.parse(JSON.stringify(time)) as string) : time,
  ]);
  return Object.fromEntries(entries);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
