import { syntaxError } from './syntax-error.ts';

/** Where something stands in a text; both count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Token extends Place {
  /** `name` is quoted with backticks and never a word of the language. */
  readonly kind: 'word' | 'name' | 'number' | 'text' | 'symbol' | 'end';
  /** Without quotes. */
  readonly text: string;
  /** As written, for messages. */
  readonly source: string;
}

type Kind = Exclude<Token['kind'], 'end'>;

const SPACE = /\s+/uy;
const PATTERNS: readonly (readonly [Kind, RegExp])[] = [
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['text', /'(?:[^']|'')*'/uy],
  ['name', /`(?:[^`]|``)+`/uy],
  ['symbol', /<=|>=|!=|<>|[(),=<>]/uy],
];

/** Cuts the text form into tokens; the last one is always `end`. Throws `expression.syntax`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const lines = lineStarts(text);
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const [kind, source] = match(text, at, lines);
    tokens.push({ kind, text: unquote(kind, source), source, ...placeOf(at, lines) });
    at = skipSpace(text, at + source.length);
  }
  tokens.push({ kind: 'end', text: '', source: 'the end', ...placeOf(text.length, lines) });
  return tokens;
}

function match(text: string, at: number, lines: readonly number[]): readonly [Kind, string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [kind, found[0]];
  }
  throw syntaxError(placeOf(at, lines), complaint(text[at] ?? ''), nextWords(text, at));
}

function complaint(character: string): string {
  if (character === "'" || character === '`') return `a closing ${character}`;
  if (/["‘’“”]/.test(character)) return "text in single quotes, like 'Chengdu'";
  return 'a field, a value or a word of the language';
}

const nextWords = (text: string, at: number): string => `"${text.slice(at, at + 20).split('\n')[0]}"`;

function unquote(kind: Kind, source: string): string {
  if (kind === 'text') return source.slice(1, -1).replaceAll("''", "'");
  if (kind === 'name') return source.slice(1, -1).replaceAll('``', '`');
  return source;
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function placeOf(at: number, lines: readonly number[]): Place {
  let line = lines.length;
  while (lines[line - 1]! > at) line--;
  return { line, column: at - lines[line - 1]! + 1 };
}
