import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { G726Decoder } from './g726';

it.each([2, 3, 4, 5] as const)('G.726 of %i bits is what ffmpeg makes of it, in whatever pieces it comes', (bits) => {
  // At 40 kbit/s ffmpeg forgets its predictor's zeros twice as quickly as the Recommendation: of noise there are none.
  const source =
    bits === 5 ? 'anoisesrc=r=8000:d=2:a=0.3:s=1' : 'aevalsrc=0.5*sin(440*2*PI*t)*sin(3*t)+0.1*random(0):s=8000:d=2';
  const encode = ['-f', 'lavfi', '-i', source, '-c:a', 'g726le', '-b:a', `${bits * 8}k`, '-f', 'g726le', 'pipe:1'];
  const coded = execFileSync('ffmpeg', ['-v', 'error', ...encode]);
  const raw = ['-f', 'g726le', '-code_size', `${bits}`, '-ar', '8000', '-i', 'pipe:0'];
  const theirs = execFileSync('ffmpeg', ['-v', 'error', ...raw, '-f', 's16le', 'pipe:1'], { input: coded });
  const decoder = new G726Decoder(bits);
  const ours: number[] = [];
  for (let at = 0; at < coded.length; at += 75) ours.push(...decoder.decode(coded.subarray(at, at + 75)));
  expect(ours.length).toBeGreaterThan(15_000);
  expect(theirs.length / 2).toBe(ours.length);
  // ffmpeg rounds here and there in another way than the Recommendation, and both go on from what they made.
  const energy = (of: (n: number) => number) => ours.reduce((sum, _, n) => sum + of(n) ** 2, 0);
  const wanted = energy((n) => theirs.readInt16LE(n * 2));
  const error = energy((n) => ours[n]! - theirs.readInt16LE(n * 2));
  expect(10 * Math.log10(wanted / error)).toBeGreaterThan(20);
});
