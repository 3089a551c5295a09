import workletUrl from './samples-worklet.ts?worker&url';

/** One piece of sound, 20 ms, one channel, −1..1. */
export interface Piece {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sampleRateHz: number;
  /** Samples before its first one, since the microphone was opened. */
  readonly fromFrame: number;
}

export interface MicrophoneEvents {
  onPiece(piece: Piece): void;
  /** It was unplugged, or the browser took it away. */
  onEnded(): void;
}

/** A microphone that is open. */
export interface Microphone {
  close(): void;
}

/** As it is: what a vehicle sounds like is no noise to be taken away. */
const UNTOUCHED = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const;

/** Opens the microphone, for which the browser asks its person. @throws what the browser does, see `problemOf` */
export async function openMicrophone(events: MicrophoneEvents): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: { ideal: 1 }, ...UNTOUCHED } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const context = new AudioContext({ latencyHint: 'interactive' });
  try {
    await context.audioWorklet.addModule(workletUrl);
    await context.resume();
  } catch (error) {
    stop();
    void context.close();
    throw error;
  }
  const node = new AudioWorkletNode(context, 'samples', { numberOfInputs: 1, numberOfOutputs: 0 });
  node.port.onmessage = ({ data }: MessageEvent<Omit<Piece, 'sampleRateHz'>>) =>
    events.onPiece({ ...data, sampleRateHz: context.sampleRate });
  context.createMediaStreamSource(stream).connect(node);
  for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => events.onEnded());
  return {
    close() {
      node.port.onmessage = null;
      stop();
      void context.close();
    },
  };
}
