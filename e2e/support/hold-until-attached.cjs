// Loaded by Electron before the application (`-r`): nothing is made of it until Playwright has attached. Playwright does
// this itself where it picks the Electron, and not where it is given one (`executablePath`); it then attaches while the
// first window is loading its page, and on a busy machine waits for ever for a page that was replaced meanwhile.
const { app } = require('electron');

const ready = app.whenReady();
const attached = new Promise((resolve) => {
  // Playwright calls it by this name once it has attached.
  globalThis.__playwright_run = () => resolve();
});
app.whenReady = () => Promise.all([ready, attached]).then(() => undefined);
