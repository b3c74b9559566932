import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inputsOf, publishedName, SQL_TYPES } from '../../src/warehouse/models/compile-model.ts';
import { MODELS } from '../../src/warehouse/models/model-catalogue.ts';
import { type AnyModel, isStored } from '../../src/warehouse/models/model-definition.ts';

const path = join(import.meta.dirname, '../../docs/models.md');
const BEGIN = '<!-- from the declarations: UPDATE_DOCS=1 npx vitest run test/docs/models.test.ts -->';

/** Everything below the mark is written from the declarations, so the page cannot say something else. */
it('docs/models.md describes every model as it is declared', () => {
  const text = readFileSync(path, 'utf8');
  const wanted = `${text.split(BEGIN)[0]}${BEGIN}\n\n${MODELS.map(describe).join('\n\n')}\n`;
  if (process.env['UPDATE_DOCS']) writeFileSync(path, wanted);
  expect(text).toBe(wanted);
});

function describe(model: AnyModel): string {
  const rows = Object.entries(model.columns).map(
    ([name, { type, unit, text }]) =>
      `| \`${name}\` | ${SQL_TYPES[type]} | ${unit ?? ''} | ${text.replaceAll('|', '\\|')} |`,
  );
  const files = isStored(model) && model.partition === 'day' ? 'a file a day' : 'one file';
  return [
    `### \`${publishedName(model)}\`: ${model.title.en} · ${model.title.zh}`,
    '',
    `One row is ${model.grain}. Key: ${model.key.map((name) => `\`${name}\``).join(', ')}. Export: ${files}. From ${
      inputsOf(model, MODELS)
        .map((name) => `\`${name}\``)
        .join(', ') || '`dim` tables'
    }.`,
    '',
    '| column | type | unit | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
