import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Overview } from './overview.ts';
import { useTexts } from './texts.ts';

type Funder = Overview['money'][number];

/** All money first; by funder below once there is more than one. */
export function Money({ funders }: { readonly funders: readonly Funder[] }) {
  const t = useTexts();
  const format = useFormat();
  const sum = (part: (funder: Funder) => number) => funders.reduce((total, funder) => total + part(funder), 0);
  const limit = sum((funder) => funder.limit);
  const share = (part: number) => (limit > 0 ? t('money.share', { share: format.percent(part / limit) }) : undefined);
  const held = sum((funder) => funder.held);
  const spent = sum((funder) => funder.spent);
  const left = sum((funder) => funder.left);
  const columns: readonly Column<Funder>[] = [
    { id: 'funder', title: t('money.funder'), value: (row) => row.funder },
    { id: 'limit', title: t('money.limit'), value: (row) => row.limit, kind: 'money' },
    { id: 'held', title: t('money.held'), value: (row) => row.held, kind: 'money', hint: t('money.held.hint') },
    { id: 'spent', title: t('money.spent'), value: (row) => row.spent, kind: 'money', hint: t('money.spent.hint') },
    { id: 'left', title: t('money.left'), value: (row) => row.left, kind: 'money', hint: t('money.left.hint') },
  ];

  return (
    <>
      <StatRow>
        <StatTile
          label={t('money.limit')}
          value={format.money(limit)}
          hint={t('money.limit.hint')}
          note={t('money.funders', { count: funders.length })}
        />
        <StatTile label={t('money.held')} value={format.money(held)} hint={t('money.held.hint')} note={share(held)} />
        <StatTile
          label={t('money.spent')}
          value={format.money(spent)}
          hint={t('money.spent.hint')}
          note={share(spent)}
        />
        <StatTile label={t('money.left')} value={format.money(left)} hint={t('money.left.hint')} note={share(left)} />
      </StatRow>
      {funders.length > 1 && (
        <Section title={t('money.byFunder')} flush>
          <DataTable
            name={t('money.byFunder')}
            columns={columns}
            rows={funders}
            rowKey={(row) => row.funder}
            maxHeight={240}
            isBrief
          />
        </Section>
      )}
    </>
  );
}
