import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { Answer, ErrorState } from '../states/index.ts';
import { Explanation } from './explanation.tsx';
import { ExplorerCharts } from './explorer-charts.tsx';
import { ExplorerControls } from './explorer-controls.tsx';
import type { ExplorerDefaults, Filter } from './explorer-state.ts';
import { ExplorerTable } from './explorer-table.tsx';
import { ExplorerTotals } from './explorer-totals.tsx';
import { type MetricsQuery, metricsQuery, type Workspace } from './metrics-query.ts';
import { useExplorer } from './use-explorer.ts';

export interface ExplorerProps {
  readonly defaults: ExplorerDefaults;
  /** What the page is about and nobody can change: `campaign` in Star. */
  readonly fixed?: readonly Filter[];
}

const NOTHING: readonly Filter[] = [];

/** Any metrics by any dimensions: totals, the right chart, the table; click to go deeper, brush to zoom, all in the address. */
export function Explorer({ defaults, fixed = NOTHING }: ExplorerProps) {
  const catalogue = useAnswer(routes.listMetrics);
  const workspace = useAnswer(routes.getWorkspace);
  const [state, go] = useExplorer(defaults);
  const query = useMemo(
    () => (workspace.data ? metricsQuery(state, { workspace: workspace.data, fixed }) : undefined),
    [state, workspace.data, fixed],
  );
  const answer = useAnswer(
    routes.queryMetrics,
    { body: query ?? { metrics: [] } },
    { enabled: query !== undefined, keepLast: true },
  );

  return (
    <Answer of={catalogue} height={560}>
      {(known) => (
        <Stack gap="lg">
          <ExplorerControls
            state={state}
            go={go}
            catalogue={known}
            fixed={fixed}
            days={shownDays(query, workspace.data)}
            isBounded={query?.from !== undefined}
          />
          {answer.error && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
          <Answer of={answer} height={480}>
            {(data) => (
              <Stack
                gap="lg"
                style={{ opacity: answer.isPlaceholderData ? 0.6 : 1 }}
                aria-busy={answer.isPlaceholderData}
              >
                <ExplorerTotals answer={data} catalogue={known} state={state} go={go} />
                {state.isExplaining && query?.from && query.to && state.compare && (
                  <Explanation query={query} metric={state.metrics[0] ?? ''} state={state} go={go} catalogue={known} />
                )}
                <ExplorerCharts answer={data} catalogue={known} state={state} go={go} />
                <ExplorerTable answer={data} catalogue={known} state={state} go={go} />
              </Stack>
            )}
          </Answer>
        </Stack>
      )}
    </Answer>
  );
}

/** The period's days; over all time, those that the facts cover. */
function shownDays(query: MetricsQuery | undefined, workspace: Workspace | undefined) {
  return { from: query?.from ?? workspace?.firstDay, to: query?.to ?? workspace?.today };
}
