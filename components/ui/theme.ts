import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep water. Shade 7 on white and shade 4 on the dark ground both pass 4.5:1. */
const teal: MantineColorsTuple = [
  '#e9f6f6',
  '#d3ebec',
  '#a5d7d9',
  '#72c2c6',
  '#46aeb4',
  '#25939b',
  '#127a83',
  '#0b656d',
  '#095159',
  '#053c43',
];

/** Neutrals with a breath of the same water. */
const gray: MantineColorsTuple = [
  '#f7f9f9',
  '#eff3f3',
  '#e2e9e9',
  '#d0d9da',
  '#b3c0c2',
  '#86979a',
  '#5f7275',
  '#455659',
  '#2c3a3d',
  '#172326',
];

const dark: MantineColorsTuple = [
  '#d9e4e6',
  '#b9c8cb',
  '#93a6aa',
  '#6b7f84',
  '#3a4b50',
  '#26353a',
  '#1a272b',
  '#111b1f',
  '#0c1519',
  '#070e11',
];

const SANS_FONT =
  "'Inter Variable', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif";
const MONO_FONT =
  "'JetBrains Mono Variable', ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace";

/** Status colours by scheme: `ink` for words and shapes, `wash` behind them. Ink on wash and on the page passes 4.5:1. */
const status = {
  ok: { light: ['#136c46', '#e6f4ec'], dark: ['#5cc995', '#11291f'] },
  slow: { light: ['#8a5200', '#fdf1dc'], dark: ['#e9b04f', '#2e2412'] },
  stalled: { light: ['#a8410a', '#fdebe0'], dark: ['#f3905a', '#321e14'] },
  stopped: { light: ['#b3261e', '#fcebe9'], dark: ['#ff8a80', '#361a1a'] },
  unknown: { light: ['#5b6577', '#eef0f4'], dark: ['#a3aec2', '#1d2430'] },
  moving: { light: ['#0b656d', '#e9f6f6'], dark: ['#5fc3c9', '#0e2a2e'] },
} as const;

export type StatusTone = keyof typeof status;

/** Colours of the two series of a lag chart and of those beside them, by scheme. */
const series = {
  light: ['#0b656d', '#3b7dd8', '#b3590a', '#7a52b3', '#2f7d4f', '#b3376b', '#6b6a12', '#4c5f73'],
  dark: ['#46aeb4', '#7fb2f5', '#eda35a', '#b898ea', '#6cc794', '#f08bb4', '#c9c460', '#a3b4c7'],
} as const;

export const theme = createTheme({
  colors: { teal, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  black: '#172326',
  fontFamily: SANS_FONT,
  fontFamilyMonospace: MONO_FONT,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.3333', sm: '1.3846', md: '1.4286', lg: '1.5', xl: '1.4' },
  spacing: { '2xs': '0.25rem', xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem', '2xl': '3rem' },
  radius: { xs: '0.125rem', sm: '0.25rem', md: '0.375rem', lg: '0.5rem', xl: '1rem' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4667' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.3846' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Button: {
      defaultProps: { size: 'xs', variant: 'default' },
      // Mantine picks a filled button's text for the light scheme alone.
      vars: (_theme: unknown, { variant }: { variant?: string }) =>
        variant === 'filled'
          ? {
              root: {
                '--button-color': 'var(--mantine-primary-color-contrast)',
                // The next shade would bring the ground too near to the words in the dark.
                '--button-hover': 'color-mix(in srgb, var(--button-bg), white 8%)',
              },
            }
          : { root: {} },
    },
    Input: { vars: () => ({ wrapper: { '--input-bd': 'var(--hw-control-line)', '--input-bg': 'var(--hw-surface)' } }) },
    // Mantine writes them two pixels smaller than the field, which is too small to read.
    InputWrapper: {
      vars: () => ({
        label: {},
        description: { '--input-description-size': 'var(--mantine-font-size-xs)' },
        error: { '--input-error-size': 'var(--mantine-font-size-xs)' },
      }),
    },
    Menu: { defaultProps: { shadow: 'sm', position: 'bottom-end', transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { shadow: 'sm', transitionProps: { duration: 0 } } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'sm', transitionProps: { duration: 0 } } } },
    TextInput: { defaultProps: { size: 'xs' } },
  },
});

function schemeVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const tones = Object.entries(status).flatMap(([tone, shades]) => [
    [`--hw-${tone}`, shades[scheme][0]],
    [`--hw-${tone}-wash`, shades[scheme][1]],
  ]);
  const lines = series[scheme].map((colour, index) => [`--hw-series-${index + 1}`, colour]);
  return Object.fromEntries([...tones, ...lines]);
}

/** What our own style sheets use beside Mantine's variables: names by meaning, one value a scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--hw-row-height': '2rem',
    '--hw-header-height': '3rem',
    '--hw-nav-width': '12.5rem',
    '--hw-measure': '38rem',
    '--hw-tracking-label': '0.01em',
    '--hw-hairline': '1px',
    '--hw-water-opacity': '0.14',
  },
  light: {
    ...schemeVariables('light'),
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': '#566a6d',
    '--mantine-color-anchor': teal[7],
    '--mantine-color-placeholder': '#66797c',
    '--mantine-color-default-border': gray[4],
    '--hw-control-line': gray[4],
    '--hw-ground': gray[0],
    '--hw-surface': '#ffffff',
    '--hw-line': gray[2],
    '--hw-line-strong': gray[3],
    '--hw-hover': gray[1],
    '--hw-selected': teal[0],
    '--hw-accent': teal[7],
    '--hw-accent-wash': teal[0],
    '--hw-grid': gray[2],
    '--hw-tooltip': gray[9],
    '--hw-tooltip-text': gray[0],
  },
  dark: {
    ...schemeVariables('dark'),
    '--mantine-color-body': dark[8],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-anchor': '#5fc3c9',
    '--mantine-color-placeholder': '#869a9f',
    '--mantine-color-default': dark[7],
    '--mantine-color-default-hover': dark[6],
    '--mantine-color-default-border': dark[4],
    '--hw-control-line': dark[4],
    '--hw-ground': dark[9],
    '--hw-surface': dark[8],
    '--hw-line': dark[6],
    '--hw-line-strong': dark[5],
    '--hw-hover': dark[7],
    '--hw-selected': '#0e2a2e',
    '--hw-accent': teal[4],
    '--hw-accent-wash': '#0e2a2e',
    '--hw-grid': dark[6],
    '--hw-tooltip': dark[0],
    '--hw-tooltip-text': dark[9],
  },
});
