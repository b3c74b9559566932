import type { CallOutput, routes } from '../contract/index.ts';
import { type Clock, dayOf, isoDay } from '../kernel/index.ts';
import type { SqlEngine } from '../warehouse/sql-engine.port.ts';
import type { Workspace } from '../warehouse/workspace/index.ts';
import type { DataPath } from './data-path.ts';
import { VERSION } from './version.ts';

/** What the header of the console shows: zone, currency, clock, and how far the facts reach. */
export async function describeWorkspace(deps: {
  readonly path: DataPath;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly engine: SqlEngine;
}): Promise<CallOutput<typeof routes.getWorkspace>> {
  const { path, workspace, clock, engine } = deps;
  const settings = workspace.settings();
  const { zone, dayStartMinutes } = workspace.time;
  const { code, decimals } = workspace.currency;
  const now = clock.now();
  const release = path.tags.current();
  return {
    name: settings?.name ?? 'empty',
    zone,
    dayStartMinutes,
    currency: { code, decimals },
    now,
    today: isoDay(dayOf(now, workspace.time)),
    isDemo: (settings?.clockOffsetMs ?? 0) !== 0,
    version: VERSION,
    ...(await extent(engine)),
    ...(release && {
      tagBuild: {
        version: release.version,
        asOf: isoDay(release.asOf),
        builtAt: release.builtAt,
        tags: release.definitions.length,
      },
    }),
  };
}

interface Extent {
  readonly people: number;
  readonly orders: number;
  readonly first: number | null;
  readonly last: number | null;
}

async function extent(engine: SqlEngine) {
  const [found] = await engine.rows<Extent>(
    'SELECT (SELECT count(*) FROM dim_user) AS people, count(*) AS orders, min(day) AS first, max(day) AS last FROM model_order',
  );
  const { people = 0, orders = 0, first = null, last = null } = found ?? {};
  return {
    people,
    orders,
    ...(first === null || last === null ? {} : { firstDay: isoDay(first), lastDay: isoDay(last) }),
  };
}
