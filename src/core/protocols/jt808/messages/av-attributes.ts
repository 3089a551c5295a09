import { table, u8, u16 } from '../bytes/codec';

/** 0x1003: what a terminal's microphones and cameras can do (JT/T 1078-2016, 5.4.2, table 11). Answers 0x9003. */
export const avAttributes = table({
  /** Payload type of its audio, as in JT/T 1078 packets (table 12). */
  inputAudioCodec: u8,
  inputAudioChannels: u8,
  /** 0 8 kHz, 1 22.05 kHz, 2 44.1 kHz, 3 48 kHz. */
  inputAudioSampleRate: u8,
  /** 0 8 bits, 1 16 bits, 2 32 bits. */
  inputAudioSampleBits: u8,
  /** Bytes. */
  audioFrameLength: u16,
  /** 1 plays audio that it is sent. */
  audioOutputSupported: u8,
  /** Payload type of its video. */
  videoCodec: u8,
  maxAudioChannels: u8,
  maxVideoChannels: u8,
});
