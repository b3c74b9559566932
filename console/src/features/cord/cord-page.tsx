import { Button, Grid, Stack } from '@mantine/core';
import { useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer, useMay } from '../../api/index.ts';
import { Page } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { Budgets } from './budgets.tsx';
import type { Decision } from './decision.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { Decisions } from './decisions.tsx';
import { NewTemplate } from './new-template.tsx';
import { Templates } from './templates.tsx';
import { useTexts } from './texts.ts';
import { TryDecision } from './try-decision.tsx';

/** Coupons, the money that they hold, and every decision with its story. */
export function CordPage() {
  const t = useTexts();
  const mayBuild = useMay('build');
  const [isNew, setNew] = useState(false);
  const [opened, open] = useState<Decision>();
  const ledger = useAnswer(routes.showLedger);
  const create = mayBuild && <Button onClick={() => setNew(true)}>{t('new')}</Button>;
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={create}
      aside={opened && <DecisionPanel decision={opened} onClose={() => open(undefined)} />}
    >
      <Answer of={ledger} height={420}>
        {({ templates, budgets }) => (
          <Stack gap="lg">
            <Templates templates={templates} create={create} />
            <Budgets budgets={budgets} />
          </Stack>
        )}
      </Answer>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Decisions openId={opened?.id} onOpen={open} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <TryDecision onDecided={open} />
        </Grid.Col>
      </Grid>
      <NewTemplate opened={isNew} onClose={() => setNew(false)} />
    </Page>
  );
}
