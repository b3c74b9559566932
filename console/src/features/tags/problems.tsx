import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Format, NO_VALUE, useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Problem = CallOutput<typeof routes.describeTag>['problems'][number];

/** Rules that a build broke: which tag, what it was, is and may be. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useTexts();
  const format = useFormat();
  const tags = useAnswer(routes.listTags).data?.tags;
  const typeOf = (id: string) => tags?.find((tag) => tag.id === id)?.type ?? 'number';
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('tag')}</Table.Th>
          <Table.Th>{t('problem.rule')}</Table.Th>
          <Table.Th ta="right">{t('problem.was')}</Table.Th>
          <Table.Th ta="right">{t('problem.is')}</Table.Th>
          <Table.Th ta="right">{t('problem.limit')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {problems.map((problem) => {
          const written = (value: number | undefined) => figure(value, problem.rule, typeOf(problem.tag), format);
          return (
            <Table.Tr key={`${problem.tag} ${problem.rule}`}>
              <Table.Td>
                <Anchor component={Link} to={`/tags/${encodeURIComponent(problem.tag)}`} size="sm">
                  {problem.tag}
                </Anchor>
              </Table.Td>
              <Table.Td>{t(`rule.${problem.rule}`)}</Table.Td>
              <Table.Td ta="right">{written(problem.was)}</Table.Td>
              <Table.Td ta="right">{written(problem.is)}</Table.Td>
              <Table.Td ta="right">{written(problem.limit)}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

const DAY_MS = 86_400_000;

function figure(value: number | undefined, rule: Problem['rule'], type: string, format: Format): string {
  if (value === undefined) return NO_VALUE;
  if (rule === 'coverage') return format.percent(value);
  if (rule === 'drift') return format.decimal(value);
  if (type === 'money') return format.money(value);
  if (type === 'date') return format.day(new Date(value * DAY_MS).toISOString().slice(0, 10));
  return Number.isInteger(value) ? format.count(value) : format.decimal(value);
}
