import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';

export interface ExpressionState {
  readonly text: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  set(text: string): void;
  undo(): void;
  redo(): void;
}

/** The text that is being edited: kept in the address, so that an unsaved state can be shared, with undo and redo. */
export function useExpression(first: string): ExpressionState {
  const [params, setParams] = useSearchParams();
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);
  const text = params.get('q') ?? first;
  const show = useCallback((next: string) => setParams({ q: next }, { replace: true }), [setParams]);
  return {
    text,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    set(next) {
      setPast((last) => [...last.slice(-99), text]);
      setFuture([]);
      show(next);
    },
    undo() {
      const before = past.at(-1);
      if (before === undefined) return;
      setPast(past.slice(0, -1));
      setFuture([text, ...future]);
      show(before);
    },
    redo() {
      const [next, ...rest] = future;
      if (next === undefined) return;
      setFuture(rest);
      setPast([...past, text]);
      show(next);
    },
  };
}
