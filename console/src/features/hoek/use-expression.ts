import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { edit, type History, redo, undo } from './expression-history.ts';

export interface ExpressionState {
  readonly text: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes with the same gesture are one step of undo. */
  set(text: string, gesture?: string): void;
  undo(): void;
  redo(): void;
}

/** The address follows when a drag rests: browsers refuse more than some changes a second. */
const REST_MS = 250;

/** The text that is being edited: kept in the address, so that an unsaved state can be shared, with undo and redo. */
export function useExpression(first: string): ExpressionState {
  const [params, setParams] = useSearchParams();
  const shared = params.get('q');
  const [history, setHistory] = useState<History>({ text: shared ?? first, past: [], future: [] });
  const address = useRef(shared);

  const [rested] = useDebouncedValue(history.text, REST_MS);
  useEffect(() => {
    if (rested === (address.current ?? first)) return;
    address.current = rested;
    setParams({ q: rested }, { replace: true });
  }, [rested, first, setParams]);

  // Somebody followed a link to another expression, or went back to one.
  useEffect(() => {
    if (shared === address.current) return;
    address.current = shared;
    setHistory((last) => edit(last, shared ?? first));
  }, [shared, first]);

  return {
    text: history.text,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    set: (text, gesture) => setHistory((last) => edit(last, text, gesture)),
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
  };
}
