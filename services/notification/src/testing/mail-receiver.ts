import type { Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** `busy` answers 4xx, `refuse` 5xx, `stall` takes the message and never answers. */
export type Mood = 'accept' | 'busy' | 'refuse' | 'stall';

export interface ReceivedMail {
  to: string;
  messageId: string;
  possibleRepeat: boolean;
  raw: string;
}

/** A real mail server in this process, whose mood a test sets. */
export class MailReceiver {
  /** Everything that it answered for, in order. */
  readonly mails: ReceivedMail[] = [];
  /** How many messages or recipients it did not take. */
  turnedAway = 0;
  mood: Mood = 'accept';
  port = 0;
  private server: SMTPServer | undefined;

  /** `answerAfterMs`: so long a message is on its way, in which its sender may die. */
  constructor(private readonly options: { answerAfterMs?: number } = {}) {}

  async start(): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => {
        if (this.mood === 'busy') return done(this.answer(450, 'Mailbox busy, try again'));
        if (this.mood === 'refuse') return done(this.answer(550, 'No such mailbox'));
        done();
      },
      onData: (stream, session, done) => {
        const received = text(stream).then((raw) => {
          if (this.mood === 'stall') {
            this.turnedAway += 1;
            return;
          }
          const [, messageId = ''] = /^Message-ID: (.+)$/im.exec(raw) ?? [];
          const possibleRepeat = /^X-Fairlead-Possible-Repeat: true$/im.test(raw);
          const to = session.envelope.rcptTo[0]?.address ?? '';
          this.mails.push({ to, messageId: messageId.trim(), possibleRepeat, raw });
          setTimeout(done, this.options.answerAfterMs ?? 0);
        });
        // A sender that dies in the middle of a message has not sent it.
        received.catch(() => undefined);
      },
    });
    server.on('error', () => undefined);
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', () => resolve()));
    // It comes back at the same place after a stop.
    const address = (server.server as Server).address();
    if (address && typeof address === 'object') this.port = address.port;
    return this;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Closes: further connections are refused. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private answer(responseCode: number, message: string): Error {
    this.turnedAway += 1;
    return Object.assign(new Error(message), { responseCode });
  }
}

/** The mails that had come before, under the same Message-ID. */
export function repeatsOf(mails: readonly ReceivedMail[]): ReceivedMail[] {
  const seen = new Set<string>();
  return mails.filter(({ messageId }) => seen.size === seen.add(messageId).size);
}
