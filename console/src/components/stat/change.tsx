import { Text } from '@mantine/core';
import { useFormat } from '../../i18n/index.ts';

/** A signed relative change with an arrow; coloured by whether the direction is good, never by colour alone. */
export function Change(props: {
  readonly share: number | null | undefined;
  readonly goodDirection: 'up' | 'down' | 'none';
}) {
  const format = useFormat();
  const { share, goodDirection } = props;
  if (share === null || share === undefined || !Number.isFinite(share)) return null;
  return (
    <Text component="span" size="sm" fw={500} c={colourOf(share, goodDirection)}>
      {arrowOf(share)} {format.change(share)}
    </Text>
  );
}

function arrowOf(share: number): string {
  if (Math.abs(share) < 0.0005) return '→';
  return share > 0 ? '↑' : '↓';
}

function colourOf(share: number, goodDirection: 'up' | 'down' | 'none'): string {
  if (goodDirection === 'none' || Math.abs(share) < 0.0005) return 'var(--t-neutral)';
  return share > 0 === (goodDirection === 'up') ? 'var(--t-good)' : 'var(--t-bad)';
}
