import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Modal,
  Paper,
  Tooltip,
} from '@mantine/core';
import { ACCENT, DARK, FONT_SIZE, PALETTES, RADIUS, SPACING } from './tokens.ts';

const px = <T extends Readonly<Record<string, number>>>(sizes: T) =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, `${size / 16}rem`])) as Record<keyof T, string>;

const radius = `${RADIUS / 16}rem`;

/** The tokens as Mantine wants them. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  colors: { accent: ACCENT as unknown as MantineColorsTuple, dark: DARK as unknown as MantineColorsTuple },
  spacing: px(SPACING),
  fontSizes: px(FONT_SIZE),
  radius: { xs: radius, sm: radius, md: radius, lg: radius, xl: radius },
  defaultRadius: 'md',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem', lineHeight: '1.4' }, h2: { fontSize: '0.875rem' } },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    Alert: Alert.extend({
      vars: (_theme, { color }) =>
        color === 'red'
          ? { root: { '--alert-bg': 'var(--t-bad-soft)', '--alert-color': 'var(--t-bad)' } }
          : { root: {} },
    }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', size: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.3 } } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true } }),
    Tooltip: Tooltip.extend({
      defaultProps: { multiline: true, maw: 320, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    }),
  },
});

/** The palette as `--t-…` variables, and Mantine's own surfaces drawn from it. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf('light'),
  dark: variablesOf('dark'),
});

function variablesOf(scheme: 'light' | 'dark'): Record<string, string> {
  const { series: _, ...palette } = PALETTES[scheme];
  const own = Object.entries(palette).map(([name, value]) => [`--t-${kebab(name)}`, value]);
  return {
    ...Object.fromEntries(own),
    '--mantine-color-body': palette.surface,
    '--mantine-color-text': palette.ink,
    '--mantine-color-dimmed': palette.inkSoft,
    '--mantine-color-placeholder': palette.inkFaint,
    '--mantine-color-default-border': palette.line,
    '--mantine-color-anchor': palette.accent,
    '--mantine-color-error': palette.bad,
  };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
