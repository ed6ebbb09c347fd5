/** Why a delivery is given up. Target: the webhook endpoint or robot that it goes to. */
export type DeadReason =
  | 'recipient_refused'
  | 'message_refused'
  | 'invalid_address'
  | 'address_refused'
  | 'target_gone'
  | 'target_disabled'
  | 'gave_up';

/** Why a message was not taken. */
export interface SendFailure {
  /** Set when trying again is of no use. */
  permanent?: Exclude<DeadReason, 'gave_up'>;
  /** The message may have been taken all the same: the answer to it never came. */
  outcomeUnknown: boolean;
  /** At most 300 characters, without addresses or secrets. */
  words: string;
  /** The other side wants to be left alone for so long. */
  retryAfterMs?: number;
}

/** What the SMTP client tells of a failure. */
export interface SmtpError {
  message?: string;
  code?: string;
  /** The server's answer. */
  responseCode?: number;
  /** The command that it answered. */
  command?: string;
  /** Of a failed system call. */
  syscall?: string;
}

const MAX_WORDS = 300;
/** Failures before any message can have been handed over. */
const BEFORE_SENDING = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'ETLS', 'EENVELOPE', 'ECONFIG', 'EPROXY']);

/** One line of at most 300 characters. */
export const failureWords = (text: string | undefined): string =>
  (text || 'unknown failure').replace(/\p{Cc}+/gu, ' ').slice(0, MAX_WORDS);

/**
 * What a failure means. Refusals of this recipient or this message are final; those of the sender, the sign-in or the
 * connection concern all mails and are for the operator to mend, so they are retried like anything temporary.
 */
export function classifyFailure(error: SmtpError): SendFailure {
  const words = failureWords(error.message);
  const { responseCode, command = '', code = '' } = error;
  if (responseCode) {
    const permanent = responseCode >= 500 ? refusal(command) : undefined;
    return { ...(permanent ? { permanent } : {}), outcomeUnknown: false, words };
  }
  if (code === 'EENVELOPE') return { permanent: 'invalid_address', outcomeUnknown: false, words };
  const early = BEFORE_SENDING.has(code) || error.syscall === 'connect' || command === 'CONN';
  return { outcomeUnknown: !early, words };
}

function refusal(command: string): 'recipient_refused' | 'message_refused' | undefined {
  if (command === 'RCPT TO') return 'recipient_refused';
  return command === 'DATA' ? 'message_refused' : undefined;
}
