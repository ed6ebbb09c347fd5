import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiError } from './api/http';
import { Root } from './app/root';
import { startI18n } from './i18n';
import './styles/index.css';

/** What the server refused will be refused again; what did not arrive may be sent again. */
const mayRepeat = (failures: number, error: unknown) =>
  failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: mayRepeat, staleTime: 5000, refetchOnWindowFocus: true },
    // Without a network a command fails at once and says so: whoever typed it decides when it is sent.
    mutations: { retry: false, networkMode: 'always' },
  },
});

startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <Root />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
