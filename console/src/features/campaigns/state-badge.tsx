import { Badge } from '@mantine/core';
import { type Campaign, STATE_COLOURS } from './campaign.ts';
import { useTexts } from './texts.ts';

export function StateBadge({ state }: { readonly state: Campaign['state'] }) {
  const t = useTexts();
  return (
    <Badge size="sm" variant="light" color={STATE_COLOURS[state]}>
      {t(`state.${state}`)}
    </Badge>
  );
}
