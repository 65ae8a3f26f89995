import 'antd/dist/reset.css';
import './style.css';
import './desk.css';
import './case.css';
import './viewer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './root';

const host = document.getElementById('root');
if (!host) throw new Error('index.html has no #root.');
createRoot(host).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
