import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '..');

type Texts = Readonly<Record<string, string>>;

const owners = foldersWithLocales(SOURCE).map((folder) => [relative(SOURCE, folder), folder] as const);

it('finds the texts of every feature', () => {
  expect(owners.length).toBeGreaterThanOrEqual(8);
});

describe.each(owners)('texts of %s', (_name, folder) => {
  const en = read(folder, 'en');
  const zh = read(folder, 'zh');
  const code = sourcesOf(folder);

  it('has the same keys in both languages', () => {
    expect(baseKeys(zh)).toEqual(baseKeys(en));
  });

  it('fills the same values in both languages', () => {
    const differing = baseKeys(en).filter((key) => {
      const [english, chinese] = [placeholders(find(en, key)), placeholders(find(zh, key))];
      return chinese.some((name) => !english.includes(name)) || english.some((name) => !chinese.includes(name));
    });
    expect(differing).toEqual([]);
  });

  it('has no text that nobody reads', () => {
    const literals = new Set([...code.matchAll(/'([^'\n]+)'|"([^"\n]+)"/g)].map((match) => match[1] ?? match[2] ?? ''));
    const patterns = [...code.matchAll(/`([^`]*\$\{[^`]*)`/g)].map((match) => patternOf(match[1] ?? ''));
    const unread = baseKeys(en).filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unread).toEqual([]);
  });

  it('has every text that is asked for by name', () => {
    const asked = [...code.matchAll(/\bt\('([^']+)'/g)].map((match) => match[1] ?? '');
    expect(asked.filter((key) => !baseKeys(en).includes(key))).toEqual([]);
  });
});

function foldersWithLocales(folder: string): readonly string[] {
  const below = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory());
  const own = below.some((path) => path.endsWith('/locales')) ? [folder] : [];
  return [...own, ...below.filter((path) => !path.endsWith('/locales')).flatMap(foldersWithLocales)];
}

/** The code that may read a folder's texts: its own and that of the folders below without texts of their own. */
function sourcesOf(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => {
      if (statSync(path).isDirectory()) return readdirSync(path).includes('locales') ? '' : sourcesOf(path);
      return /\.tsx?$/.test(path) && !path.endsWith('.test.ts') ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

function read(folder: string, language: string): Texts {
  return JSON.parse(readFileSync(join(folder, 'locales', `${language}.json`), 'utf8')) as Texts;
}

/** Chinese has one form for all numbers, so `rows_one` counts as `rows`. */
function baseKeys(texts: Texts): readonly string[] {
  return [...new Set(Object.keys(texts).map((key) => key.replace(/_(one|other)$/, '')))].sort();
}

function find(texts: Texts, key: string): string {
  return texts[key] ?? texts[`${key}_other`] ?? '';
}

/** What is filled in; `count` may be left out where the words say it. */
function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').filter((name) => name !== 'count');
}

/** `` `state.${state}` `` reads every key that begins with `state.`. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return parts.join('').length > 2 ? new RegExp(`^${parts.join('.+')}$`) : /^$/;
}
