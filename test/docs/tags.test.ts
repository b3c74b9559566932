import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseTagDefinitions,
  SHIPPED_TAGS,
  TAG_CATEGORIES,
  type TagDefinition,
} from '../../src/warehouse/tags/index.ts';
import { planTags } from '../../src/warehouse/tags/plan-tags.ts';

const page = (name: string) => join(import.meta.dirname, '../../docs', name);
const BEGIN = '<!-- from the declarations: UPDATE_DOCS=1 npx vitest run test/docs/tags.test.ts -->';

describe('docs/tags.md', () => {
  const text = readFileSync(page('tags.md'), 'utf8');

  it('shows definitions that parse and stand beside the shipped ones, one of every kind at least', () => {
    const blocks = [...text.matchAll(/```toml\n(.*?)```/gs)].map(([, toml]) => toml!);
    // Others show a part of one.
    const examples = blocks.filter((toml) => /^id = /m.test(toml)).flatMap(parseTagDefinitions);
    expect(() => planTags([...SHIPPED_TAGS, ...examples], 2)).not.toThrow();
    const kinds = (tags: readonly TagDefinition[]) => [...new Set(tags.map(({ rule }) => rule.kind))].sort();
    expect(kinds(examples)).toEqual(kinds(SHIPPED_TAGS));
  });

  it('counts what ships', () => {
    expect(text).toContain(`${SHIPPED_TAGS.length} tags ship`);
  });
});

/** Everything below the mark is written from the definitions, so the page cannot say something else. */
it('docs/tag-catalogue.md lists every shipped tag as it is defined', () => {
  const text = readFileSync(page('tag-catalogue.md'), 'utf8');
  const wanted = `${text.split(BEGIN)[0]}${BEGIN}\n\n${TAG_CATEGORIES.map(section).join('\n\n')}\n`;
  if (process.env['UPDATE_DOCS']) writeFileSync(page('tag-catalogue.md'), wanted);
  expect(process.env['UPDATE_DOCS'] ? wanted : text).toBe(wanted);
});

function section(category: TagDefinition['category']): string {
  const tags = SHIPPED_TAGS.filter((tag) => tag.category === category);
  const rows = tags.map(({ id, title, description, type, unit, rule, freshness, pii }) => {
    const what = `${type}${unit ? ` (${unit})` : ''}`;
    return `| \`${id}\` | ${title.en}<br>${title.zh} | ${what} | ${rule.kind} | ${freshness}${pii === 'none' ? '' : `, ${pii}`} | ${description.en} |`;
  });
  return [
    `## ${category} (${tags.length})`,
    '',
    '| tag | title | type | kind | freshness | meaning |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
