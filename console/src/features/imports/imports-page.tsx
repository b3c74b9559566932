import { Button, Tabs } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useMay } from '../../api/index.ts';
import { Page } from '../../components/page/index.ts';
import { History } from './history.tsx';
import { NewImport } from './new-import.tsx';
import { Rejects } from './rejects.tsx';
import { useTexts } from './texts.ts';

/** What came in, what was refused and why, and the way to bring more. */
export function ImportsPage() {
  const t = useTexts();
  const may = useMay('build');
  const [search, setSearch] = useSearchParams();
  const view = search.get('new') ? 'new' : search.get('view') === 'rejects' ? 'rejects' : 'history';
  const show = (next: string | null) => {
    if (next === 'new') setSearch({ new: '1' });
    else setSearch(next === 'rejects' ? { view: 'rejects' } : {});
  };
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        may &&
        view !== 'new' && (
          <Button leftSection={<IconFileImport size={15} />} onClick={() => show('new')}>
            {t('new')}
          </Button>
        )
      }
    >
      <Tabs value={view} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="history">{t('history')}</Tabs.Tab>
          {may && <Tabs.Tab value="rejects">{t('rejects')}</Tabs.Tab>}
          {may && <Tabs.Tab value="new">{t('new')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="history">
          <History />
        </Tabs.Panel>
        <Tabs.Panel value="rejects">
          <Rejects importId={search.get('import') ?? undefined} />
        </Tabs.Panel>
        <Tabs.Panel value="new">
          <NewImport />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
