import type { Jt808Message } from '#core/protocols/jt808/messages';

/** An answer of a terminal to a question: a message that names its serial. */
export type Answer = Extract<
  Jt808Message,
  { kind: 'terminalResponse' | 'recordings' | 'positionAnswer' | 'parameters' | 'cameraShotAnswer' }
>;

/** How a channel reaches its terminal while that is there. */
export interface Commander {
  send(message: Jt808Message): void;
  /** @returns the terminal's answer; `undefined` where it gives none in time */
  ask(message: Jt808Message): Promise<Answer | undefined>;
  /** Where the terminal is to send its media. */
  readonly media: { readonly ip: string; readonly tcpPort: number; readonly udpPort: number };
  /** From where the terminal speaks; its media most often comes from there too. */
  readonly remoteAddress: string;
}

/** Who can be asked something. */
export interface Asked {
  /**
   * @param sent hears the serial of the question
   * @returns `undefined` where it is not there, does not answer in time, or is being asked too much
   */
  ask(message: Jt808Message, timeoutMs: number, sent?: (serial: number) => void): Promise<Answer | undefined>;
}
