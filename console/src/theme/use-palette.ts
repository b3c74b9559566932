import { useComputedColorScheme } from '@mantine/core';
import { PALETTES, type Palette } from './tokens.ts';

/** The colours of the scheme in use, for what CSS cannot reach: canvases. */
export function usePalette(): Palette {
  return PALETTES[useComputedColorScheme('light')];
}
