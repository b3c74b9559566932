import type { CallInput, routes } from '../../../contract/index.ts';
import { type Currency, parseMoney } from '../../../kernel/index.ts';
import { isTable, readDocument, type Table } from './document-file.ts';

type CampaignBody = NonNullable<CallInput<typeof routes.putCampaign>['body']>;

/** Reads a campaign for the contract. Times are ISO 8601 with a zone. See `readDocument` for money. */
export function readCampaign(path: string, currency: Currency): CampaignBody {
  return readDocument(path, (given) => fromToml(given, currency)) as CampaignBody;
}

function fromToml(given: Table, currency: Currency): Table {
  const { budget, schedule } = given;
  return {
    ...given,
    ...(isTable(budget) && { budget: { ...budget, limit: limitOf(budget['limit'], currency) } }),
    ...(isTable(schedule) && { schedule: inIsoTime(schedule) }),
  };
}

function limitOf(limit: unknown, currency: Currency): unknown {
  return typeof limit === 'number' || typeof limit === 'string' ? parseMoney(String(limit), currency) : limit;
}

/** TOML has times of its own; as JSON they are their text, which lacks a zone where the file gives none. */
function inIsoTime(schedule: Table): Table {
  const entries = Object.entries(schedule).map(([name, time]) => [
    name,
    time instanceof Date ? (JSON.parse(JSON.stringify(time)) as string) : time,
  ]);
  return Object.fromEntries(entries);
}
