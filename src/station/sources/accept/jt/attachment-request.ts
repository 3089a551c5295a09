import { RESULTS } from '#core/protocols/jt808/messages/general';
import { Capability } from '../../../capability';
import type { LoggedAlarm } from './safety-log';
import type { Terminal } from './terminal';

const ANSWER_MS = 10_000;
/** Alarms of all vehicles whose files are waited for. */
const MAX_WAITING = 4096;

/** An alarm whose files its terminal was asked for. */
export interface Expected {
  readonly terminal: Terminal;
  readonly alarm: LoggedAlarm;
}

export const ATTACHMENTS = new Capability<AttachmentRequests>('attachments');

/** The alarms whose files have been asked for, by the secret number under which they come: nobody else may send any. */
export class AttachmentRequests {
  readonly #expected = new Map<string, Expected>();

  get(number: string): Expected | undefined {
    return this.#expected.get(number);
  }

  /** Has a terminal send the files of an alarm (0x9208). @returns whether it will */
  async ask(terminal: Terminal, alarm: LoggedAlarm): Promise<boolean> {
    const { media } = terminal;
    if (!media) return false;
    this.#expected.delete(alarm.number);
    this.#expected.set(alarm.number, { terminal, alarm });
    if (this.#expected.size > MAX_WAITING) this.#expected.delete(this.#expected.keys().next().value ?? '');
    alarm.asked = 'asked';
    const body = {
      ip: media.ip,
      tcpPort: media.tcpPort,
      udpPort: 0,
      alarm: alarm.alarm.id,
      alarmNumber: alarm.number,
      reserved: new Uint8Array(16),
    };
    const answer = await terminal.ask({ kind: 'alarmFilesRequest', body }, ANSWER_MS);
    const refused = answer?.kind !== 'terminalResponse' || answer.body.result !== RESULTS.success;
    // One that does not answer may still send them.
    if (answer && refused) this.#expected.delete(alarm.number);
    if (refused && alarm.asked === 'asked') alarm.asked = 'refused';
    return !refused;
  }

  /** All of them have come. */
  complete(number: string): void {
    this.#expected.delete(number);
  }
}
