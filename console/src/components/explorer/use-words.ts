import { useLocal } from '../../i18n/index.ts';
import { type Catalogue, findMetric } from './explorer-part.ts';

/** Titles of metrics and dimensions in the reader's language. */
export function useWords(catalogue: Catalogue) {
  const local = useLocal();
  return {
    metric: (id: string): string => {
      const found = findMetric(catalogue, id);
      return found ? local(found.title) : id;
    },
    dimension: (id: string): string => {
      const found = catalogue.dimensions.find((dimension) => dimension.id === id);
      return found ? local(found.title) : id;
    },
  };
}
