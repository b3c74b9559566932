import { type ComponentType, createContext, useContext } from 'react';
import type { Expression } from '../../../../../src/expression/index.ts';
import type { Change, Scope } from './scope.ts';

export interface PartProps {
  /** The whole tree, of which `path` is edited. */
  readonly tree: Expression;
  readonly scope: Scope;
  readonly onChange: Change<Expression>;
  readonly path?: string;
  /** The part at `path`. */
  readonly part?: Expression;
  /** Of the group that the part stands in. */
  readonly parentKind?: 'all' | 'any';
}

export interface InnerProps extends PartProps {
  readonly path: string;
  readonly part: Expression;
  /** Without the `not` around it. */
  readonly inner: Expression;
  readonly innerPath: string;
  readonly isNot: boolean;
}

/** Trees nest, files do not: the builder hands the editor of a part to the parts that hold others. */
export const PartEditorContext = createContext<ComponentType<PartProps> | undefined>(undefined);

export function usePartEditor(): ComponentType<PartProps> {
  const editor = useContext(PartEditorContext);
  if (!editor) throw new Error('a part of the builder stands below no builder');
  return editor;
}
