import { Progress, Tooltip } from '@mantine/core';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from '../texts.ts';

/** How much of a limit is spent and held. Minor units. */
export function BurnBar({
  limit,
  held,
  spent,
}: {
  readonly limit: number;
  readonly held: number;
  readonly spent: number;
}) {
  const t = useTexts();
  const format = useFormat();
  const share = (part: number) => (limit > 0 ? (100 * part) / limit : 0);
  const label = t('burn', { spent: format.money(spent), held: format.money(held), limit: format.money(limit) });
  return (
    <Tooltip label={label}>
      <Progress.Root size="md" aria-label={label}>
        <Progress.Section value={share(spent)} color="var(--t-accent)" aria-label={format.money(spent)} />
        <Progress.Section value={share(held)} color="var(--t-muted)" aria-label={format.money(held)} />
      </Progress.Root>
    </Tooltip>
  );
}
