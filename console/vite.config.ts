import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run build` puts the console where the server looks for it; `vite console` serves it with the API of a server on 8080. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': process.env['TESSERA_URL'] ?? 'http://127.0.0.1:8080' } },
});
