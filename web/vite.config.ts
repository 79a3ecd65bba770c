import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compileMessages } from './tooling/compile-messages.ts'
import { keepLocales } from './tooling/keep-locales.ts'
import { precompress } from './tooling/precompress.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where each browser app is served; `vite build --mode <app>` builds one of them. */
const apps: Record<string, { base: string }> = {
  shopper: { base: '/' },
  console: { base: '/console/' },
}

export default defineConfig(({ mode }) => {
  const app = apps[mode]
  if (!app) throw new Error(`Say which app: --mode ${Object.keys(apps).join(' | ')}`)
  return {
    root: here(`./${mode}`),
    base: app.base,
    plugins: [react(), tailwind(), compileMessages(), keepLocales(['en-US', 'de-DE', 'ar-AE']), precompress()],
    build: {
      outDir: here(`../dist/${mode}`),
      emptyOutDir: true,
      target: ['chrome123', 'safari17.5', 'firefox120'],
      // Data URLs would need a wider content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
    server: { proxy: { '/api': { target: process.env.MAKERIGHT_URL ?? 'http://127.0.0.1:3000', ws: true } } },
  }
})
