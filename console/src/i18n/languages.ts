import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepPreference, readPreference } from '../shell/preference.ts';

/** Languages of the console, each by its own name. */
export const LANGUAGES = [
  { id: 'en', name: 'English' },
  { id: 'ko', name: '한국어' },
  { id: 'ja', name: '日本語' },
] as const;

export type Language = (typeof LANGUAGES)[number]['id'];

/** What the first view and the frame say. */
const texts = { en: () => import('./en.json'), ko: () => import('./ko.json'), ja: () => import('./ja.json') };
/** What the pages say that are fetched when they are opened. */
const roomTexts = {
  en: () => import('./rooms/en.json'),
  ko: () => import('./rooms/ko.json'),
  ja: () => import('./rooms/ja.json'),
};

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some(({ id }) => id === text);
}

/** The reader's earlier choice, else the first language of the browser that the console speaks, else English. */
function preferred(): Language {
  const kept = readPreference('language');
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startLanguages(): Promise<void> {
  const language = preferred();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: (await texts[language]()).default } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Fetches the texts of the pages beyond the first view, in a language or the one in use; a page waits for them. */
export async function loadRoomTexts(language: Language = currentLanguage()): Promise<void> {
  i18next.addResourceBundle(language, 'translation', (await roomTexts[language]()).default, true);
}

function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

/** Fetches the language's texts, changes to it, and keeps the choice. */
export async function setLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', (await texts[language]()).default, true);
  await loadRoomTexts(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  keepPreference('language', language);
}
