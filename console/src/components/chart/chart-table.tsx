import { Table } from '@mantine/core';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import type { ChartData } from './chart-data.ts';

/** What a chart says, in rows. */
export function ChartTable({ data }: { readonly data: ChartData }) {
  const t = useTexts();
  const format = useFormat();
  return (
    <Table stickyHeader verticalSpacing={4} fz="sm">
      <Table.Caption>{data.title}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{data.categoryTitle}</Table.Th>
          {data.series.map(({ name }) => (
            <Table.Th key={name} ta="right">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.categories.map((category, at) => (
          <Table.Tr key={category}>
            <Table.Td>
              {category}
              {data.incomplete?.[at] && ` · ${t('chart.incomplete')}`}
            </Table.Td>
            {data.series.map(({ name, values }) => (
              <Table.Td key={name} ta="right">
                {format.value(values[at], data.unit, data.isShare)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
