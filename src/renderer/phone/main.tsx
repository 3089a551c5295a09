import { createRoot } from 'react-dom/client';
import { CameraShare } from '../share/camera-share';
import { openShareWebSocket } from '../share/websocket-share';
import { PhonePage } from './PhonePage';
import './phone.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<PhonePage share={new CameraShare(openShareWebSocket)} />);
