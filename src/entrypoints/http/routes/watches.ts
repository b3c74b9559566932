import { routes } from '../../../contract/index.ts';
import type { NamedWatch, WatchService } from '../../../warehouse/imports/index.ts';
import { type Binding, bind } from '../binding.ts';

/** Folders that the server watches. */
export function watchRoutes({ watches }: { readonly watches: WatchService }): readonly Binding[] {
  return [
    bind(routes.listWatches, async () => ({ watches: (await watches.list()).map(show) })),
    bind(routes.saveWatch, async ({ params, body }) => show(await watches.save(params.name, body))),
    bind(routes.removeWatch, async ({ params }) => {
      await watches.remove(params.name);
      return { removed: true };
    }),
  ];
}

const show = ({ files, problem, ...watch }: NamedWatch) => ({
  ...watch,
  files: [...files],
  ...(problem === undefined ? {} : { problem }),
});
