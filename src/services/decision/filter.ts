import { evaluateRow } from '../../expression/index.ts';
import { fullCost } from '../ledger/index.ts';
import type { DecisionInputs, OfferInput } from './decision.ts';
import type { FilterNode, FilterRule } from './flow.ts';
import type { Reason } from './reason.ts';

/** Rules of a node in the order in which they are asked: `where` comes first unless `eligible` gives it a place. */
export function rulesOf(node: FilterNode): readonly FilterRule[] {
  return node.where && !node.rules.includes('eligible') ? ['eligible', ...node.rules] : node.rules;
}

type Rule = (node: FilterNode, offer: OfferInput, inputs: DecisionInputs) => Reason | undefined;

const RULES: Readonly<Record<FilterRule, Rule>> = {
  eligible: ({ where }, _offer, { tags }) =>
    where && evaluateRow(where.tree, (field) => tags[field] ?? null) !== true ? 'not-eligible' : undefined,
  'already-holds': (_node, { isHeld }) => (isHeld ? 'already-holds' : undefined),
  'user-cap': (_node, { issuedToUser, perUserCap }) => (issuedToUser >= perUserCap ? 'user-cap' : undefined),
  stock: (_node, { issued, stock }) => (issued >= stock ? 'stock-exhausted' : undefined),
  budget: (_node, offer, { budget }) => {
    if (!budget) return undefined;
    if (!budget.isOpen) return 'budget-closed';
    return budget.held + budget.spent + fullCost(offer) > budget.limit ? 'budget-exhausted' : undefined;
  },
};

/** Why a rule drops an offer, or undefined where it may stay. */
export function dropReason(
  rule: FilterRule,
  { node, offer, inputs }: { readonly node: FilterNode; readonly offer: OfferInput; readonly inputs: DecisionInputs },
): Reason | undefined {
  return RULES[rule](node, offer, inputs);
}
