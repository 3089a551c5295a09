import { describe, expect, it } from 'vitest';
import { hostSettings } from '../fixtures/run-host';
import { hasHardwareEncoder } from '../machine/pi-model';
import { readThrottled } from '../machine/throttling';
import { readTxRate, readWireless } from '../machine/wifi';
import { rpicamArguments } from './rpicam';
import { encoderOf } from './table';
import { bestFormat, v4l2Arguments } from './v4l2';

describe('who encodes', () => {
  it.each([
    ['Raspberry Pi Zero 2 W Rev 1.0', true],
    ['Raspberry Pi Model B Plus Rev 1.2', true],
    ['Raspberry Pi 3 Model B Plus Rev 1.3', true],
    ['Raspberry Pi 4 Model B Rev 1.4', true],
    ['Raspberry Pi Compute Module 4 Rev 1.0', true],
    ['Raspberry Pi 400 Rev 1.0', true],
    ['Raspberry Pi 5 Model B Rev 1.0', false],
    ['Raspberry Pi 500 Rev 1.0', false],
    ['Raspberry Pi Compute Module 5 Rev 1.0', false],
    ['Radxa ROCK 5B', false],
    [undefined, false],
  ])('has %s hardware for it: %s', (model, has) => {
    expect(hasHardwareEncoder(model)).toBe(has);
  });

  it('is who a person names', () => {
    expect(encoderOf({ encoder: 'software' }, 'Raspberry Pi 4 Model B')).toBe('software');
    expect(encoderOf({ encoder: 'auto' }, 'Raspberry Pi 5 Model B')).toBe('software');
    expect(encoderOf({ encoder: 'auto' }, 'Raspberry Pi 4 Model B')).toBe('hardware');
  });
});

describe('rpicam-vid', () => {
  it('is told everything that a person chose', () => {
    const settings = hostSettings({
      rotation: '180',
      hdr: 'sensor',
      profile: 'main',
      intra: 30,
      fps: 25,
      cameraNumber: 1,
    });
    const line = rpicamArguments(settings, 'hardware').join(' ');
    for (const part of [
      '--camera 1',
      '--rotation 180',
      '--hdr sensor',
      '--profile main',
      '--intra 30',
      '--framerate 25',
    ]) {
      expect(line).toContain(part);
    }
    expect(line).not.toContain('--level');
    expect(rpicamArguments(settings, 'software')).toContain('preset=ultrafast;tune=zerolatency;bf=0;thread_type=slice');
  });
});

describe('v4l2', () => {
  const LISTED = `[video4linux2,v4l2 @ 0x55] Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 1280x720
[video4linux2,v4l2 @ 0x55] Compressed:       mjpeg :          Motion-JPEG : 640x480 1280x720`;
  it('takes the best that a camera offers', () => {
    expect(bestFormat(LISTED)).toBe('mjpeg');
    expect(
      bestFormat(`${LISTED}\n[video4linux2,v4l2 @ 0x55] Compressed:        h264 :                H.264 : 640x480`),
    ).toBe('h264');
    expect(bestFormat('')).toBe('raw');
  });

  it('passes H.264 on, and encodes all else without a picture of delay', () => {
    const settings = hostSettings({ device: '/dev/video2' });
    expect(v4l2Arguments(settings, 'h264').join(' ')).toContain('-c:v copy -bsf:v dump_extra=freq=keyframe');
    const encoded = v4l2Arguments(settings, 'mjpeg').join(' ');
    expect(encoded).toContain('-f v4l2 -input_format mjpeg -framerate 120 -video_size 640x480 -i /dev/video2');
    expect(encoded).toContain('-tune zerolatency');
    expect(v4l2Arguments(settings, 'raw')).not.toContain('-input_format');
  });
});

describe('the machine', () => {
  it('says what the firmware says of power and heat', () => {
    expect(readThrottled('throttled=0x50005\n')).toEqual({
      ...{ underVoltage: true, underVoltageEver: true, throttled: true, throttledEver: true },
    });
    expect(readThrottled('throttled=0x50000')).toMatchObject({ underVoltage: false, underVoltageEver: true });
    expect(readThrottled('error=1')).toBeUndefined();
  });

  it('says how its wireless link does', () => {
    const table = `Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
 wlan0: 0000   58.  -52.  -256        0      0      0      0      0        0`;
    expect(readWireless(table)).toEqual([{ name: 'wlan0', signalDbm: -52 }]);
    expect(readTxRate('\tsignal: -52 dBm\n\ttx bitrate: 72.2 MBit/s MCS 7')).toBe(72.2);
    expect(readTxRate('Not connected.')).toBeUndefined();
  });
});
