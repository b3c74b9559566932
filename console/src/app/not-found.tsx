import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../components/page/index.ts';
import { EmptyState } from '../components/states/index.ts';
import { useTexts } from './texts.ts';

export function NotFound() {
  const t = useTexts();
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        title={t('notFound.about')}
        action={
          <Button component={Link} to="/">
            {t('page.overview')}
          </Button>
        }
      />
    </Page>
  );
}
