import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ExplorerDefaults, type ExplorerState, readExplorerState, writeExplorerState } from './explorer-state.ts';

/** The explorer's state, kept in the address: each change is a step that the back button undoes. */
export function useExplorer(defaults: ExplorerDefaults): readonly [ExplorerState, (next: ExplorerState) => void] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readExplorerState(search, defaults), [search, defaults]);
  const go = useCallback((next: ExplorerState) => setSearch(writeExplorerState(next, search)), [search, setSearch]);
  return [state, go];
}
