import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { packedFiles } from './packed-files.js';

/** Addresses are relative: the page does not know where it is served. Nothing is inlined, as its policy forbids that. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), packedFiles()],
  build: {
    outDir: fileURLToPath(new URL('../../../dist/dashboard/bundle', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
