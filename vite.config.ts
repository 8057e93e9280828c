import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the built site works from any folder of any static host.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // The first versions with module workers and fixed-width WASM SIMD everywhere; the engine needs both.
  build: { target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'] },
});
