import { describe, expect, it } from 'vitest';
import { fileHeaders, SECURITY_HEADERS } from './content-security';

const policyOf = (path: string) => fileHeaders(path)['Content-Security-Policy'] ?? '';

describe('what the files of the viewer may load', () => {
  it('is the same for all but one worker: no WebAssembly, nothing inline, nothing from elsewhere', () => {
    for (const path of ['/', '/assets/index-x.js', '/assets/wasm-worker/x.js', '/WASM-WORKER/x.js']) {
      expect(fileHeaders(path)).toBe(SECURITY_HEADERS);
    }
    expect(policyOf('/')).not.toMatch(/unsafe|http|\*/);
  });

  it('lets that worker compile WebAssembly of its own origin, and no text', () => {
    expect(policyOf('/wasm-worker/worker-x.js')).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policyOf('/wasm-worker/worker-x.js')).not.toMatch(/'unsafe-eval'|unsafe-inline|http|\*/);
    expect(fileHeaders('/wasm-worker/worker-x.js')).toMatchObject({ 'X-Content-Type-Options': 'nosniff' });
  });
});
