/** What a tag or event field holds. `category` is one of many words, `categories` several of them at once. */
export type FieldType = 'integer' | 'number' | 'money' | 'boolean' | 'category' | 'categories' | 'date';

export interface FieldInfo {
  readonly id: string;
  readonly type: FieldType;
}

/** What the parser and the type check must know of the world: the tags, and the events with their fields. */
export interface FieldCatalogue {
  readonly fields: ReadonlyMap<string, FieldInfo>;
  readonly events: ReadonlyMap<string, ReadonlyMap<string, FieldInfo>>;
  /** Decimals that people write in money literals. */
  readonly moneyDecimals: number;
}
