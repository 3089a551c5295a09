import { createRoot } from 'react-dom/client';
import { CameraShare } from '../features/share/camera-share';
import { openShareWebSocket } from '../features/share/websocket-share';
import { PhonePage } from './PhonePage';
import './phone.css';

const share = new CameraShare(openShareWebSocket);
// Who leaves the page ends the stream at once, instead of leaving others with a picture that stands still.
window.addEventListener('pagehide', () => share.stop());

const root = document.getElementById('root');
if (root) createRoot(root).render(<PhonePage share={share} />);
