import { useTranslation } from 'react-i18next';

/** A country's name in the reader's language; what is no country as the data has it. */
export function useAreaName(): (code: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
  return (code) => (/^[a-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : code);
}

/** Figures in the reader's language, without decimals where they say nothing. */
export function useFigure(): (value: number) => string {
  const { i18n } = useTranslation();
  return (value) => value.toLocaleString(i18n.language, { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}
