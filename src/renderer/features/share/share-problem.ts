import { reasonOf } from '#core/reason-of';
import { type Advice, text } from '#core/texts/text';
/** Why this page cannot share at all; `undefined` where it can. */
export function whyNotHere(): Advice | undefined {
  if (!window.isSecureContext) {
    return {
      message: text('share.plainHttp'),
      tip: text('share.plainHttp.tip'),
    };
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    return { message: text('share.noCamera'), tip: text('share.noCamera.tip') };
  }
  return undefined;
}

/** What a browser's refusal means. @param error what `getUserMedia` or `getDisplayMedia` threw */
export function problemOf(error: unknown, from: 'camera' | 'screen'): Advice {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return from === 'screen'
        ? { message: text('share.noScreen'), tip: text('share.noScreen.tip') }
        : {
            message: text('share.notAllowed'),
            tip: text('share.notAllowed.tip'),
          };
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return { message: text('share.notFound'), tip: text('share.notFound.tip') };
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return { message: text('share.notStarting'), tip: text('share.notStarting.tip') };
    default:
      return {
        message: text('share.failed', { from, reason: reasonOf(error) }),
        tip: text('share.failed.tip'),
      };
  }
}

/** The device was unplugged, or the browser ended the sharing of a screen. */
export function endedProblem(from: 'camera' | 'screen'): Advice {
  return from === 'screen'
    ? { message: text('share.screenEnded'), tip: text('share.screenEnded.tip') }
    : { message: text('share.cameraGone'), tip: text('share.cameraGone.tip') };
}

/** What a browser's refusal of the microphone means. @param error what `getUserMedia` or Web Audio threw */
export function soundProblemOf(error: unknown): Advice {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return {
        message: text('microphone.notAllowed'),
        tip: text('microphone.notAllowed.tip'),
      };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { message: text('microphone.notFound'), tip: text('microphone.notFound.tip') };
    default:
      return {
        message: text('microphone.failed', { reason: reasonOf(error) }),
        tip: text('microphone.failed.tip'),
      };
  }
}
