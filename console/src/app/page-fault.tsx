import { Box } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ErrorState } from '../components/states/index.ts';
import { useTexts } from './texts.ts';

/** A page that failed to load or to draw; the frame around it goes on. */
export function PageFault() {
  const t = useTexts();
  return (
    <Box p="xl">
      <ErrorState error={useRouteError()} kept={t('fault.kept')} onRetry={() => window.location.reload()} />
    </Box>
  );
}
