import { Box, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { BurnBar } from '../../components/burn/index.ts';
import { Chart, type ChartData } from '../../components/chart/index.ts';
import { Section } from '../../components/page/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { evenSteps } from './even-steps.ts';
import { useTexts } from './texts.ts';

type Point = CallOutput<typeof routes.campaignBoard>['burn'][number];

/** Money held and spent over time under the limit that it can never pass. */
export function Burn({ points, limit }: { readonly points: readonly Point[]; readonly limit: number | undefined }) {
  const t = useTexts();
  const format = useFormat();
  const last = points.at(-1);
  const steps = useMemo(() => evenSteps(points), [points]);
  const data = useMemo(
    (): ChartData => ({
      title: t('burn'),
      kind: 'line',
      categoryTitle: t('burn.time'),
      categories: steps.map(({ at }) => format.dateTime(at)),
      unit: 'money',
      series: [
        { name: t('burn.committed'), values: steps.map(({ held, spent }) => held + spent), isFilled: true },
        { name: t('burn.spent'), values: steps.map(({ spent }) => spent) },
      ],
      ...(limit === undefined
        ? {}
        : { limit: { label: t('burn.limit', { limit: format.money(limit) }), value: limit } }),
    }),
    [steps, limit, format, t],
  );
  return (
    <Section>
      {steps.length > 1 ? (
        <Chart data={data} height={190} />
      ) : (
        <Text size="sm" fw={600}>
          {t('burn')}
        </Text>
      )}
      {last && limit !== undefined && (
        <Box mt="md">
          <BurnBar limit={limit} held={last.held} spent={last.spent} />
          <Text size="xs" c="dimmed" mt="xs">
            {t('burn.now', {
              spent: format.money(last.spent),
              held: format.money(last.held),
              left: format.money(limit - last.held - last.spent),
            })}
          </Text>
        </Box>
      )}
    </Section>
  );
}
