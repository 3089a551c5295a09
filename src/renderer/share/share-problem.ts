/** Why nothing is shared, for people. */
export interface ShareProblem {
  readonly message: string;
  /** What to try. */
  readonly tip: string;
}

/** Why this page cannot share at all; `undefined` where it can. */
export function whyNotHere(): ShareProblem | undefined {
  if (!window.isSecureContext) {
    return {
      message: 'The browser gives no camera to a page that came over plain HTTP from another machine.',
      tip: 'Start the station with --tls and open its https:// link, or open this page on the machine of the station.',
    };
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    return { message: 'This browser gives pages no camera.', tip: 'Use a current Chrome, Edge, Firefox or Safari.' };
  }
  return undefined;
}

/** What a browser's refusal means. @param error what `getUserMedia` or `getDisplayMedia` threw */
export function problemOf(error: unknown, from: 'camera' | 'screen'): ShareProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return from === 'screen'
        ? { message: 'No screen was chosen, or it may not be shared.', tip: 'Share again and choose a screen.' }
        : {
            message: 'The camera may not be used here.',
            tip: 'Allow the camera for this page in the address bar or in the system’s settings, then share again.',
          };
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return { message: 'No such camera was found.', tip: 'Plug it in, or choose another one.' };
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return { message: 'The camera does not start.', tip: 'Close other programs that use it, then share again.' };
    default:
      return {
        message: `The ${from} cannot be shared: ${error instanceof Error ? error.message : String(error)}`,
        tip: 'Share again, or choose another one.',
      };
  }
}

/** The device was unplugged, or the browser ended the sharing of a screen. */
export function endedProblem(from: 'camera' | 'screen'): ShareProblem {
  return from === 'screen'
    ? { message: 'The sharing of the screen was ended.', tip: 'Share again to go on.' }
    : { message: 'The camera is gone.', tip: 'Plug it in again, or choose another one.' };
}

/** What a browser's refusal of the microphone means. @param error what `getUserMedia` or Web Audio threw */
export function soundProblemOf(error: unknown): ShareProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return {
        message: 'The microphone may not be used here.',
        tip: 'Allow it for this page in the address bar or in the system’s settings, then switch it on again.',
      };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { message: 'No microphone was found.', tip: 'Plug one in, then switch it on again.' };
    default:
      return {
        message: `The microphone does not start: ${error instanceof Error ? error.message : String(error)}`,
        tip: 'Close other programs that use it, then switch it on again.',
      };
  }
}
