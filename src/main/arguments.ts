/** Switches that Chromium, Electron or a test driver reads from the same command line; they are not ours to judge. */
const CHROMIUM_SWITCHES =
  /^--(no-sandbox|disable-gpu|inspect|inspect-brk|remote-debugging-port|remote-debugging-pipe|enable-logging|ozone-platform|ozone-platform-hint|use-gl|use-angle|force-device-scale-factor|password-store|disable-dev-shm-usage|lang|enable-features|disable-features|class|trace-warnings)(=.*)?$/;

/** Switches of Electron's own whose value is the next argument. */
const WITH_VALUE = new Set(['-r', '--require']);

/**
 * Our part of Electron's command line.
 *
 * @param argv `process.argv`: the executable, then (unless packaged) switches and the application's path, then ours
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): readonly string[] {
  const own = argv.slice(isPackaged ? 1 : applicationIndex(argv) + 1);
  return own.filter((argument) => !CHROMIUM_SWITCHES.test(argument));
}

function applicationIndex(argv: readonly string[]): number {
  let index = 1;
  while (argv[index]?.startsWith('-')) index += WITH_VALUE.has(argv[index] ?? '') ? 2 : 1;
  return index;
}
