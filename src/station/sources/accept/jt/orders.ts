import type { TaggedValue } from '#core/protocols/jt808/bytes/codec';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { SHOT_RESOLUTIONS, SHOT_RESULTS } from '#core/protocols/jt808/messages/camera';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import type { Location } from '#core/protocols/jt808/messages/location';
import { TEXT_FLAGS, TEXT_FLAGS_2019 } from '#core/protocols/jt808/messages/text-message';
import type { Terminal } from './terminal';

/** How long a terminal may take: one without a view of the sky asks its receiver first. */
const ANSWER_MS = 20_000;

/** Asks where it is (0x8201). @returns `undefined` where it does not say */
export async function askPosition(terminal: Terminal): Promise<Location | undefined> {
  const answer = await terminal.ask({ kind: 'queryPosition', body: {} }, ANSWER_MS);
  return answer?.kind === 'positionAnswer' ? answer.body.location : undefined;
}

/** Asks for its parameters: these, or where there are none all of them (0x8106, 0x8104). */
export async function askParameters(
  terminal: Terminal,
  ids: readonly number[],
): Promise<readonly TaggedValue[] | undefined> {
  const message: Jt808Message =
    ids.length > 0 ? { kind: 'queryParametersById', body: { ids } } : { kind: 'queryParameters', body: {} };
  const answer = await terminal.ask(message, ANSWER_MS);
  return answer?.kind === 'parameters' ? answer.body.parameters : undefined;
}

/** Sets parameters (0x8103). @returns whether it took them */
export function setParameters(terminal: Terminal, parameters: readonly TaggedValue[]): Promise<boolean> {
  return takes(terminal, { kind: 'setParameters', body: { parameters } });
}

/** How a text is given to the driver. */
export interface TextWays {
  readonly urgent?: boolean | undefined;
  readonly display?: boolean | undefined;
  readonly speak?: boolean | undefined;
}

/** Sends a text (0x8300). @param text at most 500 characters @returns whether it took it */
export function sendText(terminal: Terminal, text: string, { urgent, display, speak }: TextWays): Promise<boolean> {
  const is2019 = terminal.link?.edition === 2019;
  const kind = is2019 ? (urgent ? TEXT_FLAGS_2019.urgent : TEXT_FLAGS_2019.notice) : urgent ? TEXT_FLAGS.urgent : 0;
  const flags = kind | (display ? TEXT_FLAGS.display : 0) | (speak ? TEXT_FLAGS.speak : 0);
  return takes(terminal, { kind: 'textMessage', body: { flags, textType: 1, text } });
}

/** Sizes of pictures that may be asked for. */
export const PICTURE_SIZES = SHOT_RESOLUTIONS.slice(1) as readonly Exclude<
  (typeof SHOT_RESOLUTIONS)[number],
  undefined
>[];

export interface Shot {
  readonly channel: number;
  readonly count: number;
  /** Between two, s. */
  readonly intervalSeconds: number;
  readonly size: (typeof PICTURE_SIZES)[number];
  /** 1 the best, 10 the smallest. */
  readonly quality: number;
}

/** Leaves brightness and its like as they are. */
const UNCHANGED = { brightness: 255, contrast: 127, saturation: 127, chroma: 255 };

/**
 * Has it take pictures and send them (0x8801).
 *
 * @returns ids of its files, as far as it says; `undefined` where it does not do it
 */
export async function takePictures(terminal: Terminal, shot: Shot): Promise<readonly number[] | undefined> {
  const { channel, count, intervalSeconds, size, quality } = shot;
  const resolution = SHOT_RESOLUTIONS.indexOf(size);
  const body = { channel, command: count, interval: intervalSeconds, save: 0, resolution, quality, ...UNCHANGED };
  const answer = await terminal.ask({ kind: 'cameraShot', body }, ANSWER_MS + count * intervalSeconds * 1000);
  if (answer?.kind === 'cameraShotAnswer' && answer.body.result === SHOT_RESULTS.success) {
    return answer.body.mediaIds ?? [];
  }
  // Some say no more than that they have understood, and send the picture.
  return answer?.kind === 'terminalResponse' && answer.body.result === RESULTS.success ? [] : undefined;
}

async function takes(terminal: Terminal, message: Jt808Message): Promise<boolean> {
  const answer = await terminal.ask(message, ANSWER_MS);
  return answer?.kind === 'terminalResponse' && answer.body.result === RESULTS.success;
}
