import { ConditionRow } from './condition-row.tsx';
import { childPath } from './edit-tree.ts';
import { GroupEditor } from './group-editor.tsx';
import type { PartProps } from './part-props.ts';

/** A group, or a condition; each with its opposite. */
export function PartEditor(props: PartProps) {
  const { path = '', part = props.tree } = props;
  const isNot = part.kind === 'not';
  const inner = isNot ? part.of : part;
  const given = { ...props, path, part, inner, innerPath: isNot ? childPath(path, 0) : path, isNot };
  return inner.kind === 'all' || inner.kind === 'any' ? (
    <GroupEditor {...given} group={inner} />
  ) : (
    <ConditionRow {...given} />
  );
}
