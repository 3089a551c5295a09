import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { isActionId } from '#contracts/actions';
import { type Bridge, IPC, LINK_MESSAGE, SHARE_MESSAGE } from '#contracts/bridge';

// A port cannot cross the context bridge; a window message carries it into the page's world.
ipcRenderer.on(IPC.link, (event) => {
  window.postMessage(LINK_MESSAGE, window.location.origin, event.ports);
});

ipcRenderer.on(IPC.share, (event) => {
  window.postMessage(SHARE_MESSAGE, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld('groundglass', {
  openLink: () => ipcRenderer.send(IPC.openLink),
  openShare: () => ipcRenderer.send(IPC.openShare),
  command: (command) => ipcRenderer.send(IPC.window, command),
  // A file that a page made has no path: only what a person dropped is opened.
  openDropped: (file) => {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    if (path !== '') ipcRenderer.send(IPC.openFile, path);
  },
  onAction: (listener) => {
    const forward = (_event: unknown, action: unknown) => {
      if (isActionId(action)) listener(action);
    };
    ipcRenderer.on(IPC.action, forward);
    return () => ipcRenderer.off(IPC.action, forward);
  },
} satisfies Bridge);
