import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { G726Decoder } from './g726';

it('G.726 is what ffmpeg makes of it, in whatever pieces it comes', () => {
  const source = 'aevalsrc=0.5*sin(440*2*PI*t)*sin(3*t)+0.1*random(0):s=8000:d=2';
  const encode = ['-f', 'lavfi', '-i', source, '-c:a', 'g726le', '-b:a', '32k', '-f', 'g726le', 'pipe:1'];
  const coded = execFileSync('ffmpeg', ['-v', 'error', ...encode]);
  const raw = ['-f', 'g726le', '-code_size', '4', '-ar', '8000', '-i', 'pipe:0'];
  const theirs = execFileSync('ffmpeg', ['-v', 'error', ...raw, '-f', 's16le', 'pipe:1'], { input: coded });
  const decoder = new G726Decoder();
  const ours: number[] = [];
  for (let at = 0; at < coded.length; at += 77) ours.push(...decoder.decode(coded.subarray(at, at + 77)));
  expect(ours.length).toBeGreaterThan(15_000);
  expect(theirs.length / 2).toBe(ours.length);
  // ffmpeg rounds here and there in another way than the Recommendation, and both go on from what they made.
  const energy = (of: (n: number) => number) => ours.reduce((sum, _, n) => sum + of(n) ** 2, 0);
  const wanted = energy((n) => theirs.readInt16LE(n * 2));
  const error = energy((n) => ours[n]! - theirs.readInt16LE(n * 2));
  expect(10 * Math.log10(wanted / error)).toBeGreaterThan(25);
});
