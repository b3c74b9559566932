/** Every measure and colour of the console. A page has none of its own: it uses Mantine's sizes and the `--t-…` variables. */

/** Pixels. Mantine's `xs … xl`. */
export const SPACING = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24 } as const;
export const RADIUS = 6;
/** Pixels: captions, body and tables, page body, section titles, answers. */
export const FONT_SIZE = { xs: 12, sm: 13, md: 14, lg: 16, xl: 22 } as const;

export const ROW_HEIGHT = 34;
export const HEADER_HEIGHT = 48;
export const RAIL_WIDTH = 196;
export const PANEL_WIDTH = 420;

/** One accent, ten shades as Mantine wants them. */
export const ACCENT = [
  '#eef2ff',
  '#dde4fb',
  '#b8c5f4',
  '#91a5ee',
  '#708ae8',
  '#5a78e4',
  '#4a68d8',
  '#3d5ccc',
  '#3450b4',
  '#2a4296',
] as const;

export const DARK = [
  '#d6d9e0',
  '#b4b9c4',
  '#8f96a5',
  '#6b7280',
  '#3a3f4b',
  '#2c3039',
  '#22252d',
  '#1a1d23',
  '#14161b',
  '#0e1014',
] as const;

/** What a colour means. Text on `surface` in any of these passes WCAG AA. */
export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly good: string;
  readonly warning: string;
  readonly bad: string;
  readonly neutral: string;
  readonly goodSoft: string;
  readonly warningSoft: string;
  readonly badSoft: string;
  /** Marks of a chart that are not the subject: the base, the period before. */
  readonly muted: string;
  /** The subject first, then quieter ones; told apart by label too, never by colour alone. */
  readonly series: readonly string[];
}

export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    page: '#f7f8fa',
    surface: '#ffffff',
    sunken: '#f1f3f6',
    line: '#e3e6ec',
    ink: '#1c2029',
    inkSoft: '#545c6b',
    inkFaint: '#6b7280',
    accent: '#3d5ccc',
    accentSoft: '#eef2ff',
    good: '#1a7a45',
    warning: '#945e05',
    bad: '#c22f2f',
    neutral: '#545c6b',
    goodSoft: '#e6f5ec',
    warningSoft: '#fdf3df',
    badSoft: '#fdecec',
    muted: '#c3c9d4',
    series: ['#3d5ccc', '#5f9ea0', '#b0783c', '#8a6fb3', '#7b8798', '#b5667b', '#6d8f4e', '#3f7fa6'],
  },
  dark: {
    page: '#0e1014',
    surface: '#16181d',
    sunken: '#1e2128',
    line: '#2c3039',
    ink: '#e8eaef',
    inkSoft: '#a9b0bd',
    inkFaint: '#8f96a5',
    accent: '#91a5ee',
    accentSoft: '#232b47',
    good: '#5cc98a',
    warning: '#e3b04f',
    bad: '#f28080',
    neutral: '#a9b0bd',
    goodSoft: '#183325',
    warningSoft: '#372c14',
    badSoft: '#3b1f21',
    muted: '#4a505d',
    series: ['#91a5ee', '#7fc4c4', '#d9a66c', '#b79fdd', '#9aa4b5', '#dd93a6', '#a0c37e', '#74b3d8'],
  },
};
