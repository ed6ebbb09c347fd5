import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { shellOnly } from './shell-files.ts';

/**
 * Addresses that are never answered by the kept shell: whatever the gateway answers itself, files, and the page that customers
 * rate a case on, which has nothing to say without the network.
 */
const NEVER_THE_SHELL = [
  /^\/(?:api|v1|oauth|\.well-known|assets|rate)(?:\/|$)/,
  /^\/(?:healthz|readyz|statusz)$/,
  /\/[^/]+\.[a-z0-9]+$/,
];

export default defineConfig({
  plugins: [
    react(),
    // Registered by `src/lib/app-version.ts`, after the first load; the manifests lie in `public`, one for each language.
    VitePWA({
      disable: Boolean(process.env.VITEST),
      injectRegister: false,
      manifest: false,
      registerType: 'prompt',
      workbox: {
        globPatterns: ['index.html', 'mark.svg', 'assets/*.{js,css}'],
        manifestTransforms: [shellOnly],
        dontCacheBustURLsMatching: /^assets\//,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: NEVER_THE_SHELL,
        // The first page is kept working too, without a reload.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 900, manifest: true },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: { environment: 'node', reporters: ['default', './vitest-reporter.ts'] },
});
