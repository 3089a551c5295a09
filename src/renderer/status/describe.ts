import type { LinkState, StreamInfo, WaitingFor } from '#contracts/link';
import { formatSpan } from '#core/telemetry/format';
import { TELEMETRY_STALE_AFTER_MS } from '#core/telemetry/stale';
import type { PlayerState } from '../player/player-state';
import { failureAdvice } from './failure-advice';
import type { Advice, Status } from './status';

/** A picture older than this is not live: longer than any pause between pictures of a camera in order. */
export const STALE_AFTER_MS = 1000;

/** A camera that has just been called is given this long before its silence means anything. */
export const PATIENCE_MS = 1500;

/** What a status is made of. */
export interface StatusFacts {
  /** The viewer's own link to the station: `closed` by fault, `ended` by the person. */
  readonly link: 'opening' | 'open' | 'closed' | 'ended';
  readonly stream: StreamInfo | undefined;
  readonly video: LinkState | undefined;
  readonly telemetry: LinkState | undefined;
  readonly player: PlayerState;
  /** Since the video socket opened; `undefined` where it is not open, or the clocks are not related yet. */
  readonly openForMs: number | undefined;
  /** Since a picture was last shown; `undefined` before the first. */
  readonly pictureAgeMs: number | undefined;
  /** Since telemetry last came; `undefined` before the first. */
  readonly telemetryAgeMs: number | undefined;
  /** How far behind what is live the picture is, because somebody looks back; `undefined` while it is live. */
  readonly behindMs: number | undefined;
  /** The stream is a recording: nothing of it is live. */
  readonly isRecording: boolean;
}

/** The one state that the viewer is in. */
export function describeStatus(facts: StatusFacts): Status {
  const { link, stream, pictureAgeMs } = facts;
  if (link === 'ended') {
    return { kind: 'disconnected', severity: 'normal', message: 'Disconnected.', tip: 'Press t to watch again.' };
  }
  if (facts.behindMs !== undefined && link === 'open') {
    // What is played may be what nobody here decodes.
    const { video, player } = facts;
    if (player.state === 'unsupported') {
      return { kind: 'noPicture', severity: 'warning', message: player.reason, tip: player.tip };
    }
    const lacks = video?.state === 'open' && video.waitingFor === 'transcoder';
    return lacks ? noPicture(video.waitingFor, facts.player) : describeBack(facts.behindMs, facts.isRecording);
  }
  const cause = causeOf(facts);
  if (pictureAgeMs === undefined) return cause;
  if (stream && link === 'open' && pictureAgeMs < STALE_AFTER_MS) {
    return { kind: 'live', severity: 'normal', message: 'Live', tip: '' };
  }
  if (cause.kind === 'noVehicle') return cause;
  return { ...cause, kind: 'stale', severity: 'warning' };
}

function describeBack(behindMs: number, isRecording: boolean): Status {
  const base = { kind: 'rewound', severity: 'caution' } as const;
  if (isRecording) return { ...base, severity: 'normal', message: 'Playing a recording', tip: '' };
  return { ...base, message: `Rewound ${formatSpan(behindMs)}`, tip: 'Press End for the live picture.' };
}

/** Why there is no new picture. */
function causeOf({ link, stream, video, player, openForMs, pictureAgeMs }: StatusFacts): Status {
  if (link !== 'open') {
    return link === 'opening'
      ? { kind: 'connecting', severity: 'normal', message: 'Opening the station…', tip: '' }
      : {
          kind: 'noStation',
          severity: 'warning',
          message: 'The station does not answer.',
          tip: 'Start groundglass again; this page comes back by itself.',
        };
  }
  if (!stream || !video || video.state === 'stopped') {
    return { kind: 'noVehicle', severity: 'normal', message: 'No vehicle yet.', tip: 'Press c to connect to one.' };
  }
  const where = stream.video;
  if (video.state === 'failed') {
    return { kind: 'unreachable', severity: 'warning', ...failureAdvice(video.failure, where, 'video') };
  }
  if (video.state === 'connecting') {
    return video.failure
      ? { kind: 'unreachable', severity: 'warning', ...failureAdvice(video.failure, where, 'video') }
      : {
          kind: 'connecting',
          severity: 'normal',
          message: `Connecting to ${where}…`,
          tip: 'The host may take a few seconds to start.',
        };
  }
  if (player.state === 'failed' || player.state === 'unsupported') {
    return { kind: 'noPicture', severity: 'warning', message: player.reason, tip: player.tip };
  }
  if (openForMs === undefined || openForMs < PATIENCE_MS) {
    return {
      kind: 'connecting',
      severity: 'normal',
      message: `Connected to ${where}.`,
      tip: 'Waiting for the first picture.',
    };
  }
  if (video.lastDataUs === undefined) {
    return {
      kind: 'noData',
      severity: 'caution',
      message: `${where} is connected, but sends nothing.`,
      tip: 'The camera may be starting, or in use by another program on the vehicle.',
    };
  }
  // The station passes pictures on, or did.
  const pause = video.waitingFor === undefined && pictureAgeMs !== undefined && player.state === 'decoding';
  return pause ? pausing(where) : noPicture(video.waitingFor, player);
}

function pausing(where: string): Status {
  return {
    kind: 'stale',
    severity: 'warning',
    message: `No new picture from ${where}.`,
    tip: 'The link may be too slow, or the camera hang; it goes on by itself with the next picture.',
  };
}

function noPicture(waitingFor: WaitingFor | undefined, player: PlayerState): Status {
  const base = { kind: 'noPicture', severity: 'caution' } as const;
  if (waitingFor === 'parameter-sets') {
    return {
      ...base,
      message: 'Video comes, but without its parameter sets (SPS, PPS).',
      tip: 'An older host sends them only at its start: restart the host program.',
    };
  }
  if (waitingFor === 'transcoder') {
    return {
      ...base,
      message:
        'This stream is H.265, which this viewer does not decode, and the station has no ffmpeg to make H.264 of it.',
      tip: 'Install ffmpeg on the station’s machine (it is then found on PATH), or set FFMPEG_BIN to one. Or open the page in a browser with an H.265 decoder.',
    };
  }
  if (waitingFor === 'key-picture' || player.state === 'waitingForKey') {
    return {
      ...base,
      message: 'Video comes; waiting for a key picture.',
      tip: 'It comes with the next group of pictures, usually within two seconds.',
    };
  }
  if (player.state === 'reclaimed') {
    return { ...base, message: 'The browser took the decoder back.', tip: 'It returns with the next key picture.' };
  }
  if (waitingFor === undefined) {
    return { ...base, message: 'Pictures come, but not one is shown yet.', tip: 'The decoder may still be starting.' };
  }
  return {
    ...base,
    message: 'Data comes, but no picture in it.',
    tip: 'Check that the video port is right and the host sends raw H.264.',
  };
}

/** What is the matter with the telemetry; `undefined` while it is in order, or nothing is to be expected of it. */
export function describeTelemetry(facts: StatusFacts): Advice | undefined {
  const { link, stream, telemetry, telemetryAgeMs, behindMs } = facts;
  // What is missing in the past is no fault of now.
  if (behindMs !== undefined) return undefined;
  if (link !== 'open' || !stream?.telemetry || !telemetry || telemetry.state === 'stopped') return undefined;
  if (telemetryAgeMs !== undefined && telemetryAgeMs < TELEMETRY_STALE_AFTER_MS) return undefined;
  const failure = telemetry.state === 'open' ? undefined : telemetry.failure;
  if (failure) {
    const { message, tip } = failureAdvice(failure, stream.telemetry, 'telemetry');
    return { severity: 'caution', message: `No telemetry: ${message}`, tip };
  }
  if (telemetry.state === 'connecting') return undefined;
  return {
    severity: 'caution',
    message: telemetryAgeMs === undefined ? 'No telemetry yet.' : 'Telemetry has stopped.',
    tip: 'The host is connected but sends none: check its link to the flight controller.',
  };
}
