import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The running server that `vite` in development passes API requests to; 4717 is its standard port. */
const server = `http://127.0.0.1:${process.env.PORT ?? '4717'}`;
const api = ['/api', '/match', '/search', '/entities', '/openapi.json'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(api.map((path) => [path, server])) },
});
