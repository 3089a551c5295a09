import { app, type BrowserWindow, ipcMain, MessageChannelMain, shell } from 'electron';
import { IPC, WINDOW_COMMANDS, type WindowCommand } from '#contracts/bridge';
import { english } from '#core/texts/english';
import type { Serving } from '#station/extension/serving';
import type { Station } from '#station/station';
import type { WindowFiles } from './file-chooser';
import { messagePort } from './message-port';
import { isFromViewer } from './security';
import { messageSharePort } from './share-port';

/** Answers the viewer's page: gives it a link to the station, and does what it asks of its window. */
export function serveViewerIpc(window: BrowserWindow, station: Station, serving: Serving, files: WindowFiles): void {
  const contents = window.webContents;
  let closeLink: (() => void) | undefined;
  let closeShare: (() => void) | undefined;

  ipcMain.on(IPC.openLink, (event) => {
    if (!isFromViewer(event, contents)) return;
    // A reloaded page asks again; its former link is of no use to anybody.
    closeLink?.();
    closeShare?.();
    const { port1, port2 } = new MessageChannelMain();
    const port = messagePort(port1);
    closeLink = () => port.close();
    contents.postMessage(IPC.link, null, [port2]);
    station.attach(port, { mayChange: true, serving, showFile: (file) => shell.showItemInFolder(file), files });
  });

  ipcMain.on(IPC.openShare, (event) => {
    if (!isFromViewer(event, contents)) return;
    closeShare?.();
    const { port1, port2 } = new MessageChannelMain();
    const port = messageSharePort(port1);
    closeShare = () => port.close();
    contents.postMessage(IPC.share, null, [port2]);
    station.share(port, { mayShare: true, address: english('window.thisComputer') });
  });

  ipcMain.on(IPC.openFile, (event, dropped: unknown) => {
    if (isFromViewer(event, contents)) files.dropped(dropped);
  });

  ipcMain.on(IPC.window, (event, command: unknown) => {
    if (!isFromViewer(event, contents) || !isWindowCommand(command)) return;
    if (command === 'quit') app.quit();
    else window.setFullScreen(!window.isFullScreen());
  });
}

function isWindowCommand(value: unknown): value is WindowCommand {
  return WINDOW_COMMANDS.some((command) => command === value);
}
