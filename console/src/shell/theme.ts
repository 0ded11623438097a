import { Button, type CSSVariablesResolver, createTheme, NativeSelect, TextInput } from '@mantine/core';

const shared = {
  '--mantine-color-body': 'var(--wk-ground)',
  '--mantine-color-text': 'var(--wk-text)',
  '--mantine-color-dimmed': 'var(--wk-dim)',
  '--mantine-color-default': 'var(--wk-surface)',
  '--mantine-color-default-hover': 'var(--wk-raised)',
  '--mantine-color-default-color': 'var(--wk-text)',
  '--mantine-color-default-border': 'var(--wk-edge)',
  '--mantine-color-placeholder': 'var(--wk-dim)',
  '--mantine-color-error': 'var(--wk-bad)',
};

/** Hands Mantine the colours of colours.css, so that both schemes have one source. */
export const colourVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: 7,
  colors: {
    sea: [
      '#e7f2f6', '#d2e4ea', '#a5c9d5', '#76adc0', '#5095ad', '#3a86a1', '#2a6f88', '#0e4f66', '#0b4155', '#083342',
    ], // biome-ignore format: one look
  },
  defaultRadius: 3,
  focusRing: 'never',
  fontFamily: 'var(--wk-sans)',
  fontFamilyMonospace: 'var(--wk-mono)',
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs' } }),
  },
});
