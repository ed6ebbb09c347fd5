/** The locale in which numbers, amounts and times of a language are written. */
export const localeOf = (language: string): string => (language === 'zh' ? 'zh-CN' : 'en-GB');
