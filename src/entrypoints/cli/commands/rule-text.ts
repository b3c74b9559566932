import type { FactSelection, TagRule } from '../../../warehouse/tags/index.ts';

/** A tag's rule as a sentence: what it looks at and what it makes of it. */
export function ruleText(rule: TagRule): string {
  switch (rule.kind) {
    case 'attribute':
      return `the uploaded attribute "${rule.attribute}"`;
    case 'aggregate':
      return `${rule.measure}${rule.field ? ` of ${rule.field}` : ''} over ${factsText(rule)}`;
    case 'top':
      return `the ${PLACES[rule.rank ?? 1]} ${rule.field} by ${rule.by} of ${factsText(rule)}`;
    case 'share':
      return `the part that the first ${rule.field} by ${rule.by} has in ${factsText(rule)}, 0 to 1`;
    case 'collect':
      return `every ${rule.field} of ${factsText(rule)}`;
    case 'ratio':
      return `${rule.numerator} / ${rule.denominator}`;
    case 'trend':
      return `${rule.recent} a day / ${rule.before} a day; over 1 grows`;
    case 'elapsed':
      return `days from ${rule.tag} to the as-of day`;
    case 'bucket':
      return `${rule.tag}: ${rule.labels.map((label, i) => `${label}${rangeText(rule.cuts, i)}`).join(', ')}`;
    case 'score': {
      const scores = [...rule.cuts.keys(), rule.cuts.length].map((i) => {
        const score = rule.isDescending ? rule.cuts.length + 1 - i : i + 1;
        return `${score}${rangeText(rule.cuts, i)}`;
      });
      return `${rule.tag} by fixed cuts: ${scores.join(', ')}`;
    }
    case 'quantile': {
      const best = rule.isDescending ? 'lowest' : 'highest';
      return `rank by ${rule.tag} in ${rule.parts} equal parts, ${rule.parts} the ${best}${rule.among ? `, among ${rule.among}` : ''}`;
    }
    case 'condition':
      return rule.when;
    case 'cases': {
      const cases = rule.cases.map(({ when, value }) => `\n  ${value}: ${when}`);
      return `the first that holds:${cases.join('')}${rule.otherwise === undefined ? '' : `\n  ${rule.otherwise}: otherwise`}`;
    }
    case 'list':
      return `in the uploaded list "${rule.list}"`;
    case 'model':
      return `score of the model "${rule.model}"`;
  }
}

const PLACES = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

function factsText({ fact, windowDays, endDaysAgo, where }: FactSelection): string {
  const window = windowDays === undefined ? 'all history' : `${windowDays} days`;
  const end = endDaysAgo ? ` that end ${endDaysAgo} days before` : '';
  return `${fact} facts of ${window}${end}${where ? ` where ${where}` : ''}`;
}

function rangeText(cuts: readonly number[], i: number): string {
  if (i === 0) return ` (below ${cuts[0]})`;
  return i === cuts.length ? ` (from ${cuts[i - 1]})` : ` (${cuts[i - 1]} to below ${cuts[i]})`;
}
