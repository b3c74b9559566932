import { Stack, Text } from '@mantine/core';
import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { Section } from '../../components/page/index.ts';
import { NO_VALUE, useFormat } from '../../i18n/index.ts';
import classes from './funnel.module.css';
import { useTexts } from './texts.ts';

type Step = CallOutput<typeof routes.campaignBoard>['funnel'][number];

/** How many came how far; each step with its share of the step before. */
export function Funnel({ steps }: { readonly steps: readonly Step[] }) {
  const t = useTexts();
  const format = useFormat();
  const largest = Math.max(1, ...steps.map(({ value }) => value ?? 0));
  return (
    <Section title={t('funnel')}>
      <Stack gap="md" component="ol" className={classes['steps'] ?? ''}>
        {steps.map(({ step, value }, at) => {
          const before = steps.slice(0, at).findLast((one) => one.value)?.value;
          const name = isKnownStep(step) ? t(`step.${step}`) : step;
          return (
            <li key={step} className={classes['step']}>
              <Text size="sm">{name}</Text>
              <Text size="sm" fw={600} ta="right">
                {value === null ? NO_VALUE : format.count(value)}
              </Text>
              <Text size="xs" c="dimmed" ta="right">
                {value === null ? t('funnel.unknown') : before ? format.percent(value / before) : ''}
              </Text>
              <div className={classes['track']} aria-hidden>
                {value ? <div className={classes['bar']} style={{ width: `${(100 * value) / largest}%` }} /> : null}
              </div>
            </li>
          );
        })}
      </Stack>
    </Section>
  );
}

const STEPS = ['recipients', 'issued', 'redeemed', 'orders'] as const;

function isKnownStep(step: string): step is (typeof STEPS)[number] {
  return STEPS.some((known) => known === step);
}
