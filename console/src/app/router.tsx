import { createBrowserRouter, type RouteObject } from 'react-router';
import { Gate } from './gate.tsx';
import { NotFound } from './not-found.tsx';
import { PageFault } from './page-fault.tsx';
import { PAGES, type PageEntry } from './pages.ts';
import { Shell } from './shell.tsx';

/** Every page is a chunk of its own; everything that has an id has an address. */
export const router = createBrowserRouter([
  {
    element: (
      <Gate>
        <Shell />
      </Gate>
    ),
    errorElement: <PageFault />,
    HydrateFallback: () => null,
    children: [...PAGES.flatMap(routesOf), { path: '*', element: <NotFound /> }],
  },
]);

function routesOf(page: PageEntry): RouteObject[] {
  const lazy = async () => ({ Component: await page.load() });
  const paths = [page.path, ...(page.children ?? []).map((child) => `${page.path}/${child}`)];
  return paths.map((path) => ({ path, lazy, errorElement: <PageFault /> }));
}
