import { Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Says what belongs here and offers the one action that starts it. */
export function EmptyState(props: { readonly title: string; readonly about?: ReactNode; readonly action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py="xl" px="lg">
      <IconInbox size={28} stroke={1.2} color="var(--t-ink-faint)" aria-hidden />
      <Text fw={600} size="sm">
        {props.title}
      </Text>
      {props.about && (
        <Text size="sm" c="dimmed" maw={460} ta="center">
          {props.about}
        </Text>
      )}
      {props.action}
    </Stack>
  );
}
