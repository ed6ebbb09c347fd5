/** Ways out of the house. In-app is none of them: it is written where it is read. */
export const CHANNELS = ['mail', 'webhook', 'sms', 'robot'] as const;
export type Channel = (typeof CHANNELS)[number];

export const isChannel = (text: string): text is Channel => (CHANNELS as readonly string[]).includes(text);
