import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import { zh } from './zh';

export const LANGUAGES = { en: 'English', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED = 'fairlead:language';

/** The language chosen before, else that of the browser. */
export function firstLanguage(stored: string | null, browser: string): Language {
  if (stored === 'en' || stored === 'zh') return stored;
  return browser.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const chosenLanguage = (): string | null => localStorage.getItem(STORED);

/** A manifest has one language; the page names the one of its own. */
const MANIFESTS: Record<Language, string> = { en: '/manifest.webmanifest', zh: '/manifest.zh.webmanifest' };

function sayLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelector('link[rel="manifest"]')?.setAttribute('href', MANIFESTS[language]);
}

/** Switches the page; `keep` remembers it on this device. */
export function setLanguage(language: Language, keep: boolean): void {
  if (keep) localStorage.setItem(STORED, language);
  sayLanguage(language);
  void i18next.changeLanguage(language);
}

export function startI18n(): void {
  const language = firstLanguage(chosenLanguage(), navigator.language);
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  });
  sayLanguage(language);
}
