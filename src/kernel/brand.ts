declare const brand: unique symbol;

/** A string that the compiler will not let stand in for another kind of string. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The source's own id of a person, as text. Inside columns a person is a dense u32 `user_key`. */
export type UserId = Branded<'UserId'>;
export type AudienceId = Branded<'AudienceId'>;
export type SnapshotId = Branded<'SnapshotId'>;
export type CampaignId = Branded<'CampaignId'>;
export type TemplateId = Branded<'TemplateId'>;
export type BudgetId = Branded<'BudgetId'>;
export type CouponId = Branded<'CouponId'>;
export type FlowId = Branded<'FlowId'>;
export type DecisionId = Branded<'DecisionId'>;
export type TagId = Branded<'TagId'>;

/** Names a checked string. Callers vouch that it was parsed or came from a store. */
export function brandAs<Id extends Branded<string>>(text: string): Id {
  return text as Id;
}
