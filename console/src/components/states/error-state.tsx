import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TesseraError } from '../../../../src/contract/index.ts';
import { useTexts } from '../texts.ts';

/** Says what happened, what was kept, and what to do; with the stable code for whoever has to look it up. */
export function ErrorState(props: { readonly error: unknown; readonly kept?: string; readonly onRetry?: () => void }) {
  const t = useTexts();
  const { message, todo, code } = useStory(props.error);
  return (
    <Alert variant="light" color="red" icon={<IconAlertTriangle size={18} />} title={message}>
      <Stack gap="xs">
        {props.kept && <Text size="sm">{props.kept}</Text>}
        <Text size="sm">{todo}</Text>
        <Group gap="sm">
          {props.onRetry && (
            <Button variant="default" onClick={props.onRetry}>
              {t('retry')}
            </Button>
          )}
          {code && <Code>{code}</Code>}
        </Group>
      </Stack>
    </Alert>
  );
}

function useStory(error: unknown): { readonly message: string; readonly todo: string; readonly code?: string } {
  const t = useTexts();
  if (error instanceof TesseraError) return error.toBody();
  if (error instanceof TypeError) return { message: t('error.network'), todo: t('error.network.todo') };
  return { message: error instanceof Error ? error.message : String(error), todo: t('error.fault.todo') };
}
