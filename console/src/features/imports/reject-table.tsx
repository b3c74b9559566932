import { type ReactNode, useMemo } from 'react';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import type { Reject } from './imported.ts';
import { useTexts } from './texts.ts';
import { useReason } from './use-reason.ts';

export function RejectTable(props: {
  readonly rejects: readonly Reject[];
  readonly onOpen?: (reject: Reject) => void;
  readonly partial?: string | undefined;
  readonly tools?: ReactNode;
  readonly empty?: ReactNode;
}) {
  const t = useTexts();
  const reasonOf = useReason();
  const columns = useMemo(
    (): readonly Column<Reject>[] => [
      { id: 'reason', title: t('reason'), value: (reject) => reasonOf(reject.reason), width: 'minmax(200px, 2fr)' },
      { id: 'field', title: t('field'), value: (reject) => reject.field, width: '130px' },
      { id: 'file', title: t('file'), value: (reject) => reject.file, width: 'minmax(130px, 1fr)' },
      { id: 'line', title: t('line'), value: (reject) => reject.line, kind: 'count', width: '90px' },
      { id: 'row', title: t('row'), value: (reject) => reject.row, width: 'minmax(200px, 2fr)' },
    ],
    [t, reasonOf],
  );
  const { rejects, ...rest } = props;
  return (
    <DataTable
      {...rest}
      name={t('rejects')}
      columns={columns}
      rows={rejects}
      rowKey={(reject) => `${reject.importId} ${reject.file} ${reject.line} ${reject.row}`}
    />
  );
}
