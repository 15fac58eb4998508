import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './style/base.css';
import './style/parts.css';
import './style/print.css';
import { App } from './app/app.js';
import { showTypeSize } from './app/type-size.js';

const place = document.getElementById('console');
if (place === null) throw new Error('The document has no place for the console.');
showTypeSize();
createRoot(place).render(
  <StrictMode>
    <App nonce={place.dataset['nonce'] ?? ''} />
  </StrictMode>,
);
