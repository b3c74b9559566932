import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExpression, type FieldCatalogue, parseExpression, printExpression } from '../../expression/index.ts';
import { EVENTS, eventFields, SHIPPED_TAGS } from '../../warehouse/tags/index.ts';

const DOCS = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8');

const CATALOGUE: FieldCatalogue = {
  fields: new Map(SHIPPED_TAGS.map(({ id, type }) => [id, { id, type }])),
  events: eventFields(),
  moneyDecimals: 2,
};

const blocks = (language: string): readonly string[] =>
  Array.from(DOCS.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs')), (match) => match[1]!.trim());

describe('docs/expressions.md', () => {
  it.each(blocks('expression').flatMap((block) => block.split('\n')))('shows what parses: %s', (line) => {
    const tree = parseExpression(line, CATALOGUE);
    expect(parseExpression(printExpression(tree, CATALOGUE), CATALOGUE)).toEqual(tree);
  });

  it('shows a tree that is one', () => {
    for (const block of blocks('json'))
      expect(checkExpression(JSON.parse(block), CATALOGUE)).toEqual(JSON.parse(block));
  });

  it('names every event with every field', () => {
    const words = (cell: string) => Array.from(cell.matchAll(/`(\w+)`/g), (match) => match[1]!);
    const rows = Array.from(DOCS.matchAll(/^\| (`\w+`(?: `\w+`)*) \| (`\w+`(?: `\w+`)*) \|$/gm), (match) =>
      match.slice(1),
    );
    const documented = rows.flatMap(([events, fields]) => words(events!).map((event) => [event, words(fields!)]));
    expect(documented).toEqual(EVENTS.map(({ id, fields }) => [id, Object.keys(fields)]));
  });
});
