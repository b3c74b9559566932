export { cssVariables, theme } from './theme.ts';
export { HEADER_HEIGHT, PANEL_WIDTH, type Palette, RAIL_WIDTH, ROW_HEIGHT } from './tokens.ts';
export { usePalette } from './use-palette.ts';
