import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { FactList, SidePanel } from '../../components/page/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { type Decision, OUTCOME_COLOURS } from './decision.ts';
import { useTexts } from './texts.ts';

/** One decision as a short story: what was proposed, what was dropped and why, what was chosen. */
export function DecisionPanel({ decision, onClose }: { readonly decision: Decision; readonly onClose: () => void }) {
  const t = useTexts();
  const format = useFormat();
  const reasonTitle = useReasonTitle();
  return (
    <SidePanel title={`${t('story')} · ${decision.userId}`} onClose={onClose}>
      <Stack gap="md">
        <Group gap="sm">
          <Badge variant="light" color={OUTCOME_COLOURS[decision.outcome]}>
            {t(`outcome.${decision.outcome}`)}
          </Badge>
          <Text size="sm">{decision.templateId ?? (decision.reason && reasonTitle(decision.reason))}</Text>
        </Group>
        <FactList
          facts={[
            [t('decisions.at'), format.dateTime(decision.at)],
            [t('decisions.campaign'), decision.campaignId],
            [t('try.flow'), `${decision.flowId} v${decision.flowVersion}`],
          ]}
        />
        <Stages stages={decision.stages} />
        <Candidates candidates={decision.candidates} />
      </Stack>
    </SidePanel>
  );
}

function Stages({ stages }: { readonly stages: Decision['stages'] }) {
  const t = useTexts();
  const format = useFormat();
  return (
    <Table captionSide="top" verticalSpacing={2}>
      <Table.Caption ta="left">{t('story.stages')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('story.node')}</Table.Th>
          <Table.Th ta="right">{t('story.in')}</Table.Th>
          <Table.Th ta="right">{t('story.out')}</Table.Th>
          <Table.Th ta="right">ms</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {stages.map((stage) => (
          <Table.Tr key={stage.node}>
            <Table.Td>{stage.node}</Table.Td>
            <Table.Td ta="right">{stage.in}</Table.Td>
            <Table.Td ta="right">{stage.out}</Table.Td>
            <Table.Td ta="right">{format.decimal(stage.ms)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Candidates({ candidates }: { readonly candidates: Decision['candidates'] }) {
  const t = useTexts();
  const format = useFormat();
  const reasonTitle = useReasonTitle();
  return (
    <Table captionSide="top" verticalSpacing={2}>
      <Table.Caption ta="left">{t('story.candidates')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('template')}</Table.Th>
          <Table.Th>{t('story.stage')}</Table.Th>
          <Table.Th ta="right">{t('story.score')}</Table.Th>
          <Table.Th ta="right">{t('cost')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {candidates.map((candidate) => (
          <Table.Tr key={candidate.templateId}>
            <Table.Td>{candidate.templateId}</Table.Td>
            <Table.Td>
              {[t(`stage.${candidate.stage}`), candidate.reason && reasonTitle(candidate.reason)]
                .filter(Boolean)
                .join(': ')}
            </Table.Td>
            <Table.Td ta="right">{candidate.score === undefined ? '' : format.decimal(candidate.score)}</Table.Td>
            <Table.Td ta="right">{format.money(candidate.cost)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
