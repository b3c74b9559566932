import type { TagDefinition } from '../../tags/index.ts';
import type { GivenMapping } from './mapping-schema.ts';

/** The tag that an uploaded attribute becomes, under its source's name. */
export function attributeTag(given: GivenMapping['attribute'][number]): TagDefinition {
  const { id, title, description, type, category, unit, owner, pii } = given;
  return {
    id,
    title,
    description: description ?? title,
    category,
    type,
    ...(unit === undefined ? {} : { unit }),
    rule: { kind: 'attribute', attribute: id },
    owner,
    freshness: 'static',
    pii,
  };
}
