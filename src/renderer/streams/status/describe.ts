import type { StreamInfo, StreamLinks, WaitingFor } from '#contracts/link';
import { pauseAfter } from '#core/media/usual-distance';
import { formatSpan } from '#core/telemetry/format';
import { TELEMETRY_STALE_AFTER_MS } from '#core/telemetry/stale';
import { type Text, text } from '#core/texts/text';
import type { PlayerState } from '../../player/player-state';
import type { Alert, Severity, Status, StatusKind } from '../../ui/status';
import { decoderAdvice } from './decoder-advice';
import { failureAdvice } from './failure-advice';

/** A picture older than this is not live, where the camera gives more than three a second; see `pauseAfter`. */
export const STALE_AFTER_MS = 1000;

/** A camera that has just been called is given this long before its silence means anything. */
export const PATIENCE_MS = 1500;

/** Ten seconds at 30 a second, without one to begin with: cameras that send key pictures at all send one by then. */
const MANY_PICTURES = 300;

/** What a status is made of. */
export interface StatusFacts {
  /** The viewer's own link to the station: `closed` by fault, `ended` by the person. */
  readonly link: 'opening' | 'open' | 'closed' | 'ended';
  readonly stream: StreamInfo | undefined;
  readonly links: StreamLinks;
  readonly player: PlayerState;
  /** Since the video socket opened; `undefined` where it is not open, or the clocks are not related yet. */
  readonly openForMs: number | undefined;
  /** Since a picture was last shown; `undefined` before the first. */
  readonly pictureAgeMs: number | undefined;
  /** How far apart the pictures usually are; `undefined` before the second. */
  readonly usualDistanceMs: number | undefined;
  /** Since telemetry last came; `undefined` before the first. */
  readonly telemetryAgeMs: number | undefined;
  /** How far behind what is live the picture is, because somebody looks back; `undefined` while it is live. */
  readonly behindMs: number | undefined;
  /** The machine cannot keep up with the pictures. */
  readonly isStrained: boolean;
  /** The stream is a recording: nothing of it is live. */
  readonly isRecording: boolean;
}

/** The one state that the viewer is in. */
export function describeStatus(facts: StatusFacts): Status {
  const { link, stream, pictureAgeMs } = facts;
  if (link === 'ended') {
    return status('disconnected', 'normal', text('status.disconnected'), text('status.disconnected.tip'));
  }
  if (facts.behindMs !== undefined && link === 'open') {
    // What is played may be what this page cannot decode.
    const {
      links: { video },
      player,
    } = facts;
    if (player.state === 'unsupported') return unsupported(player.why);
    const lacks = video?.state === 'open' && video.waitingFor === 'transcoder';
    return lacks ? noPicture(video.waitingFor, facts.player) : describeBack(facts.behindMs, facts.isRecording, stream);
  }
  const cause = causeOf(facts);
  if (pictureAgeMs === undefined) return cause;
  const isFresh = pictureAgeMs < pauseAfter(STALE_AFTER_MS, facts.usualDistanceMs);
  if (stream && link === 'open' && isFresh) return status('live', 'normal', text('status.live'));
  if (cause.kind === 'noVehicle') return cause;
  return { ...cause, kind: 'stale', severity: 'warning' };
}

function status(kind: StatusKind, severity: Severity, message: Text, tip?: Text): Status {
  return tip ? { kind, severity, message, tip } : { kind, severity, message };
}

function describeBack(behindMs: number, isRecording: boolean, stream: StreamInfo | undefined): Status {
  if (isRecording && stream?.video === '') return status('rewound', 'normal', text('status.log'));
  if (isRecording) return status('rewound', 'normal', text('status.recording'));
  return status(
    'rewound',
    'caution',
    text('status.rewound', { span: formatSpan(behindMs) }),
    text('status.rewound.tip'),
  );
}

/** Why there is no new picture. */
function causeOf({ link, stream, links, player, openForMs, pictureAgeMs, isStrained }: StatusFacts): Status {
  if (link !== 'open') {
    return link === 'opening'
      ? status('connecting', 'normal', text('status.opening'))
      : status('noStation', 'warning', text('status.noStation'), text('status.noStation.tip'));
  }
  const { video } = links;
  if (stream && !video && hasLinks(links)) {
    return status('noVideo', 'normal', text('status.noVideo'), text('status.noVideo.tip'));
  }
  if (!stream || !video || video.state === 'stopped') {
    return status('noVehicle', 'normal', text('status.noVehicle'), text('status.noVehicle.tip'));
  }
  const where = stream.video;
  if (video.state !== 'open') {
    return video.failure
      ? { kind: 'unreachable', severity: 'warning', ...failureAdvice(video.failure, where, 'video') }
      : status('connecting', 'normal', text('status.connecting', { where }), text('status.connecting.tip'));
  }
  if (player.state === 'failed') {
    const { reason, codec } = player;
    return status('noPicture', 'warning', text('status.decoder', { reason }), decoderAdvice(codec));
  }
  if (player.state === 'unsupported') return unsupported(player.why);
  if (stream.can?.listens && video.lastDataUs === undefined) {
    return status('connecting', 'normal', text('status.listening', { where }), text('status.listening.tip'));
  }
  if (openForMs === undefined || openForMs < PATIENCE_MS) {
    return status('connecting', 'normal', text('status.connected', { where }), text('status.connected.tip'));
  }
  if (video.lastDataUs === undefined) {
    return status('noData', 'caution', text('status.noData', { where }), text('status.noData.tip'));
  }
  // The station passes pictures on, or did.
  const pause = video.waitingFor === undefined && pictureAgeMs !== undefined && player.state === 'decoding';
  if (isStrained && pictureAgeMs !== undefined) {
    return status('stale', 'warning', text('status.strained'), text('status.strained.tip'));
  }
  if (pause) return status('stale', 'warning', text('status.pausing', { where }), text('status.pausing.tip'));
  if (video.waitingFor === 'video' && video.found) {
    return status('noPicture', 'warning', text(`found.${video.found}`, { where }), text(`found.${video.found}.tip`));
  }
  return noPicture(video.waitingFor, player);
}

function hasLinks(links: StreamLinks): boolean {
  return Object.keys(links).length > 0;
}

function unsupported(why: 'noDecoder' | 'outOfOrder'): Status {
  return status('noPicture', 'warning', text(`status.${why}`), text(`status.${why}.tip`));
}

function noPicture(waitingFor: WaitingFor | undefined, player: PlayerState): Status {
  const why = whyNoPicture(waitingFor, player);
  return status('noPicture', 'caution', text(`status.${why}`), text(`status.${why}.tip`));
}

function whyNoPicture(waitingFor: WaitingFor | undefined, player: PlayerState) {
  if (waitingFor === 'parameter-sets') return 'noParameterSets';
  if (waitingFor === 'transcoder') return 'noTranscoder';
  if (waitingFor === 'entry') return 'noEntry';
  if (player.state === 'waitingForKey' && player.picturesSeen > MANY_PICTURES) return 'noEntry';
  if (waitingFor === 'key-picture' || player.state === 'waitingForKey') return 'waitingForKey';
  if (player.state === 'reclaimed') return 'reclaimed';
  return waitingFor === undefined ? 'notShown' : 'noPicture';
}

/** What is the matter with a picture that is live; `undefined` where nothing is. */
export function describeStrain({ isStrained, isRecording }: StatusFacts): Alert | undefined {
  if (!isStrained || isRecording) return undefined;
  return { severity: 'caution', message: text('status.strained'), tip: text('status.strained.tip') };
}

/** What is the matter with the links beside video; `undefined` while they are in order, or nothing is to be expected of them. */
export function describeOtherLinks(facts: StatusFacts): Alert | undefined {
  return describeTelemetry(facts) ?? describeSound(facts);
}

function describeTelemetry(facts: StatusFacts): Alert | undefined {
  const { link, stream, telemetryAgeMs, behindMs } = facts;
  const { telemetry } = facts.links;
  // What is missing in the past is no fault of now.
  if (behindMs !== undefined) return undefined;
  if (link !== 'open' || !stream?.telemetry || !telemetry || telemetry.state === 'stopped') return undefined;
  if (telemetryAgeMs !== undefined && telemetryAgeMs < TELEMETRY_STALE_AFTER_MS) return undefined;
  const failure = telemetry.state === 'open' ? undefined : telemetry.failure;
  if (failure) {
    const { message, tip } = failureAdvice(failure, stream.telemetry, 'telemetry');
    return { severity: 'caution', message: text('telemetry.none', { why: message }), tip };
  }
  if (telemetry.state === 'connecting') return undefined;
  const message = telemetryAgeMs === undefined ? text('telemetry.notYet') : text('telemetry.stopped');
  return { severity: 'caution', message, tip: text('telemetry.tip') };
}

/** Silence is no fault of sound: a failed link is. */
function describeSound({ link, stream, links: { sound }, behindMs }: StatusFacts): Alert | undefined {
  if (behindMs !== undefined || link !== 'open' || !stream?.sound || !sound) return undefined;
  if (sound.state !== 'failed' && sound.state !== 'connecting') return undefined;
  if (!sound.failure) return undefined;
  const { message, tip } = failureAdvice(sound.failure, stream.sound, 'sound');
  return { severity: 'caution', message: text('status.noSound', { why: message }), tip };
}
