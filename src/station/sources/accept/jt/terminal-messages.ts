import type { Jt808Header } from '#core/protocols/jt808/header';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import type { MediaData } from '#core/protocols/jt808/messages/multimedia';
import type { Register } from '#core/protocols/jt808/messages/register';
import type { AttachmentRequests } from './attachment-request';
import type { Fleet } from './fleet';
import { fileOfMedia } from './media-data';
import type { LoggedAlarm } from './safety-log';
import type { Terminal } from './terminal';
import type { TerminalBook } from './terminal-book';

/** What a terminal's messages are answered with. */
export interface MessageContext {
  readonly fleet: Fleet;
  readonly book: TerminalBook;
  readonly attachments: AttachmentRequests;
  /** The files of an alarm are asked for when it comes, not when somebody asks. */
  readonly asksForAlarmFiles: boolean;
  send(message: Jt808Message): void;
  respond(header: Jt808Header, result: number): void;
  close(reason: string): void;
  /** It has said how many cameras it has. */
  described(): void;
}

/** Takes a message of a terminal that has shown its code. */
export function takeMessage(
  terminal: Terminal,
  header: Jt808Header,
  message: Jt808Message,
  context: MessageContext,
): void {
  const { fleet, book, send, respond } = context;
  switch (message.kind) {
    case 'terminalResponse':
    case 'recordings':
    case 'parameters':
    case 'cameraShotAnswer':
      return terminal.answered(message);
    case 'positionAnswer':
      askForFiles(terminal, terminal.report(message.body.location), context);
      return terminal.answered(message);
    case 'avAttributes':
      context.described();
      return fleet.describe(terminal, message.body);
    case 'heartbeat':
    case 'passengerFlow':
    case 'authenticate':
    // It tells of a file that it keeps or sends: it is shown when it comes.
    case 'mediaEvent':
      return respond(header, RESULTS.success);
    case 'uploadDone':
      terminal.uploads.ended(message.body.responseSerial, message.body.result);
      return respond(header, RESULTS.success);
    case 'location':
      respond(header, RESULTS.success);
      return askForFiles(terminal, terminal.report(message.body), context);
    case 'locationBatch':
      // Of reports that were saved up none is news: they are its track, and its alarms.
      for (const report of message.body.locations) askForFiles(terminal, terminal.recall(report), context);
      return respond(header, RESULTS.success);
    case 'mediaData':
      return void keepMedia(terminal, header, message.body, context);
    case 'register': {
      // It has its code: the answer is the same.
      const answer = book.register(terminal.sim, identityOf(message.body));
      return send({ kind: 'registerResponse', body: { responseSerial: header.serial, ...answer } });
    }
    case 'logout':
      respond(header, RESULTS.success);
      return context.close('logged out');
    default:
      return respond(header, RESULTS.unsupported);
  }
}

/** What tells a device from another of the same number. */
export function identityOf({ manufacturerId, terminalModel, terminalId }: Register): string {
  return JSON.stringify([manufacturerId, terminalModel, terminalId]);
}

function askForFiles(terminal: Terminal, alarms: readonly LoggedAlarm[], context: MessageContext): void {
  const { asksForAlarmFiles, attachments, fleet } = context;
  if (!asksForAlarmFiles || !fleet.files) return;
  for (const alarm of alarms) if (alarm.alarm.id.attachments > 0) void attachments.ask(terminal, alarm);
}

/** A file that is kept is acknowledged; one that is not, the terminal keeps and sends again. */
async function keepMedia(
  terminal: Terminal,
  header: Jt808Header,
  media: MediaData,
  { fleet, send, respond }: MessageContext,
): Promise<void> {
  const kept = await fleet.files?.keep(fileOfMedia(terminal.sim, media, Date.now()));
  if (kept) send({ kind: 'mediaAnswer', body: { mediaId: media.mediaId } });
  else respond(header, RESULTS.failure);
}
