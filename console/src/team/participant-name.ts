import { useTranslation } from 'react-i18next';

/** The name of who takes part, in the reader's language where it is a state's; English is as the server has it. */
export function useParticipantName(): (of: { code: string; name: string }) => string {
  const { i18n } = useTranslation();
  return ({ code, name }) => {
    if (i18n.language === 'en' || !/^[A-Z]{2}$/.test(code) || name.startsWith('EXERCISE')) return name;
    return new Intl.DisplayNames([i18n.language], { type: 'region' }).of(code) ?? name;
  };
}
