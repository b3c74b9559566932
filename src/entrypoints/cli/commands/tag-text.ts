import type { CallOutput, routes } from '../../../contract/index.ts';
import type { Currency } from '../../../kernel/index.ts';
import type { TagRule } from '../../../warehouse/tags/index.ts';
import { table } from '../table.ts';
import { ruleText } from './rule-text.ts';
import { formatTagValue } from './tag-value.ts';

export type TagView = CallOutput<typeof routes.testTag>['tag'];
export type Described = CallOutput<typeof routes.describeTag>;
export type Build = CallOutput<typeof routes.listTagBuilds>['builds'][number];
type Bins = NonNullable<Described['distribution']>;
type Problem = Build['problems'][number];

/** One tag in words: meaning, inputs and users, quality rules, how its values spread. */
export function describeText(tag: Described, currency: Currency): string {
  const users = [...tag.usedBy, ...tag.users.map(({ kind, id }) => `${kind}:${id}`)];
  const facts = [
    `${tag.id}: ${tag.title.en} · ${tag.title.zh}`,
    tag.description.en,
    '',
    `type ${tag.type}${tag.unit ? ` (${tag.unit})` : ''}, ${tag.category}, ${tag.origin}, owner ${tag.owner}, ${tag.refreshed}, PII ${tag.pii}`,
    `computed from ${tag.inputs.join(', ')}${users.length > 0 ? `; used by ${users.join(', ')}` : ''}`,
    `${String(tag.rule['kind'])}: ${ruleText(tag.rule as unknown as TagRule)}`,
    `quality ${rulesText(tag, currency)}`,
    ...tag.problems.map((problem) => `broken: ${problemText(problem)}`),
  ];
  if (!tag.distribution) return [...facts, '', 'Not built yet.'].join('\n');
  const { asOf, tagVersion } = tag.freshness;
  return [
    ...facts,
    '',
    `as of ${asOf ?? '–'}, version ${tagVersion ?? '–'}`,
    spreadText(tag, tag.distribution, currency),
  ].join('\n');
}

export function rulesText({ type, rules }: Pick<Described, 'type' | 'rules'>, currency: Currency): string {
  const show = (value: number) => formatTagValue(value, type, currency);
  const parts = [
    rules.minCoverage > 0 ? `known for at least ${percent(rules.minCoverage)}` : '',
    rules.min === undefined ? '' : `not below ${show(rules.min)}`,
    rules.max === undefined ? '' : `not above ${show(rules.max)}`,
    rules.maxDrift === undefined ? 'drift not judged' : `drift at most ${rules.maxDrift}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** `spend_30d: drift 0.412, limit 0.25`. Ends of ranges are in minor units and day numbers, as the build has them. */
export function problemText({ tag, rule, was, is, limit }: Problem): string {
  const show = (value: number) => (rule === 'coverage' ? percent(value) : String(Number(value.toPrecision(4))));
  return `${tag}: ${rule} ${show(is)}, limit ${show(limit)}${was === undefined ? '' : `, was ${show(was)}`}`;
}

export function spreadText(tag: Pick<TagView, 'type'>, distribution: Bins, currency: Currency): string {
  const show = (value: number) => formatTagValue(value, tag.type, currency);
  const { known, unknown, min, max, mean, median } = distribution;
  const summary = [`known for ${percent(known / Math.max(1, known + unknown))} of ${known + unknown} people`];
  if (min !== undefined && max !== undefined) summary.push(`from ${show(min)} to ${show(max)}`);
  if (median !== undefined) summary.push(`median ${show(median)}`);
  if (mean !== undefined) summary.push(`mean ${show(mean)}`);
  const rows = distribution.bins.map((bin) => [
    bin.low === undefined || bin.high === undefined ? bin.label : `${show(bin.low)} – ${show(bin.high)}`,
    bin.count,
    '█'.repeat(Math.round((30 * bin.count) / Math.max(1, ...distribution.bins.map(({ count }) => count)))),
  ]);
  return `${summary.join(', ')}\n\n${table(['value', 'people', ''], rows)}`;
}

export function buildText(build: Build): string {
  const known = build.tags.filter(({ coverage }) => coverage > 0);
  const head = `version ${build.version} as of ${build.asOf}: ${build.tags.length} tags of ${build.people} people in ${build.durationMs} ms; ${known.length} with values; ${standing(build)}`;
  const problems = build.problems.map((problem) => `  ${problemText(problem)}`);
  const coverage = table(
    ['tag', 'coverage'],
    build.tags.map(({ id, coverage }) => [id, percent(coverage)]),
  );
  return [head, ...problems, '', coverage].join('\n');
}

export function buildTable(builds: readonly Build[]): string {
  const rows = builds.map((build) => [
    `${build.version}${build.isServed ? ' *' : ''}`,
    build.asOf,
    build.people,
    build.tags.length,
    build.durationMs,
    standing(build),
    build.isReadable ? build.storedAs : '–',
    reasonText(build),
  ]);
  return table(['version', 'as of', 'people', 'tags', 'ms', 'state', 'kept as', 'why'], rows);
}

function standing({ state, isServed }: Build): string {
  return isServed ? 'served' : state;
}

/** Why a build is what it is: what an operator said, else the first rules that it broke. */
function reasonText({ problems, decision }: Build): string {
  if (decision) return `${decision.by}: ${decision.reason}`;
  const more = problems.length > 2 ? ` and ${problems.length - 2} more` : '';
  return problems.slice(0, 2).map(problemText).join('; ') + more;
}

export const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
