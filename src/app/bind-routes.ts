import type { Access, Binding, Jobs, LiveBus } from '../entrypoints/http/index.ts';
import { audienceRoutes } from '../entrypoints/http/routes/audiences.ts';
import { campaignRoutes } from '../entrypoints/http/routes/campaigns.ts';
import { couponRoutes } from '../entrypoints/http/routes/coupons.ts';
import { decisionRoutes } from '../entrypoints/http/routes/decisions.ts';
import { eraseRoutes } from '../entrypoints/http/routes/erase.ts';
import { eventRoutes } from '../entrypoints/http/routes/events.ts';
import { identityRoutes } from '../entrypoints/http/routes/identities.ts';
import { importRoutes } from '../entrypoints/http/routes/imports.ts';
import { ledgerRoutes } from '../entrypoints/http/routes/ledger.ts';
import { metricRoutes } from '../entrypoints/http/routes/metrics.ts';
import { modelRoutes } from '../entrypoints/http/routes/models.ts';
import { overviewRoutes } from '../entrypoints/http/routes/overview.ts';
import { peopleRoutes } from '../entrypoints/http/routes/people.ts';
import { subjectRoutes } from '../entrypoints/http/routes/subjects.ts';
import { systemRoutes } from '../entrypoints/http/routes/system.ts';
import { tagRoutes } from '../entrypoints/http/routes/tags.ts';
import { watchRoutes } from '../entrypoints/http/routes/watches.ts';
import type { Clock } from '../kernel/index.ts';
import type { SqlEngine } from '../warehouse/sql-engine.port.ts';
import type { Workspace } from '../warehouse/workspace/index.ts';
import type { DataPath } from './data-path.ts';
import { describeWorkspace } from './describe-workspace.ts';

/** Every route with the service that answers it. */
export function bindRoutes(deps: {
  readonly path: DataPath;
  readonly access: Access;
  readonly jobs: Jobs;
  readonly live: LiveBus;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly engine: SqlEngine;
}): readonly Binding[] {
  const { path, access, jobs } = deps;
  const services = { ...path, ...deps };
  return [
    ...systemRoutes({ access, jobs, workspace: () => describeWorkspace(deps) }),
    ...overviewRoutes(services),
    ...importRoutes(services),
    ...watchRoutes(services),
    ...eventRoutes(services),
    ...modelRoutes(services),
    ...subjectRoutes(services),
    ...tagRoutes(services),
    ...peopleRoutes(services),
    ...identityRoutes(services),
    ...eraseRoutes(services),
    ...audienceRoutes(services),
    ...couponRoutes(services),
    ...ledgerRoutes(services),
    ...decisionRoutes(services),
    ...campaignRoutes(services),
    ...metricRoutes(services),
  ];
}
