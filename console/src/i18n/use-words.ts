import { useTranslation } from 'react-i18next';
import type en from './en.json';

type Group = keyof (typeof en)['words'];

/** Words of the data in the reader's language; a word that is not known is shown as the data has it. */
export function useWords(): (group: Group, word: string) => string {
  const { t, i18n } = useTranslation();
  return (group, word) => {
    const key = `words.${group}.${word}`;
    return i18n.exists(key) ? (t as (key: string) => string)(key) : word;
  };
}
