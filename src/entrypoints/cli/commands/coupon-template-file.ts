import type { CallInput, routes } from '../../../contract/index.ts';
import { type Currency, parseMoney } from '../../../kernel/index.ts';
import { isTable, readDocument, type Table } from './document-file.ts';

type TemplateBody = NonNullable<CallInput<typeof routes.putTemplate>['body']>;

/** Reads a template for the contract. In TOML one title may serve both languages. See `readDocument` for money. */
export function readTemplate(path: string, currency: Currency): TemplateBody {
  return readDocument(path, (given) => fromToml(given, currency)) as TemplateBody;
}

function fromToml(given: Table, currency: Currency): Table {
  const { title, discount } = given;
  return {
    ...given,
    ...(typeof title === 'string' ? { title: { en: title, zh: title } } : {}),
    ...(isTable(discount) ? { discount: inMinorUnits(discount, currency) } : {}),
  };
}

function inMinorUnits(discount: Table, currency: Currency): Table {
  const isMoney = (name: string) => name === 'amount' || name === 'cap' || name === 'threshold';
  const entries = Object.entries(discount).map(([name, value]) => [
    name,
    isMoney(name) ? parseMoney(String(value), currency) : value,
  ]);
  return Object.fromEntries(entries);
}
