import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compileMessages } from './tooling/compile-messages.ts'
import { keepLocales } from './tooling/keep-locales.ts'
import { precompress } from './tooling/precompress.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where each browser app is served; `vite build --mode <app>` builds one of them. */
const apps: Record<string, { base: string; isSmall?: boolean; pages?: string }> = {
  shopper: { base: '/' },
  console: { base: '/console/' },
  seller: { base: '/seller/' },
  // Loaded by other sites' pages: Preact in React's place, and one script of its own that those pages name.
  widget: { base: '/widget/', isSmall: true },
  // Drawn by the server: its style and little script, and then the pages themselves as a module that the server loads.
  help: { base: '/help/' },
  'help-pages': { base: '/help/', pages: 'help' },
}

const preact = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

export default defineConfig(({ mode }) => {
  const app = apps[mode]
  if (!app) throw new Error(`Say which app: --mode ${Object.keys(apps).join(' | ')}`)
  return {
    root: here(`./${app.pages ?? mode}`),
    base: app.base,
    plugins: [
      react(),
      tailwind(),
      compileMessages(),
      keepLocales(['en-US', 'de-DE', 'ar-AE']),
      ...(app.pages ? [] : [precompress()]),
    ],
    resolve: { alias: app.isSmall ? preact : {} },
    // The server runs without the packages that browsers are built from.
    ssr: { noExternal: true },
    ...(app.pages ? { define: { 'process.env.NODE_ENV': '"production"' } } : {}),
    build: {
      ...(app.isSmall ? withLoader(mode) : {}),
      ...(app.pages ? { ssr: here(`./${app.pages}/pages.tsx`), copyPublicDir: false } : {}),
      outDir: here(app.pages ? `../dist/${app.pages}/server` : `../dist/${mode}`),
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

/** `widget.js` keeps its name and stands alone: it is a plain script in the store's pages. */
function withLoader(mode: string) {
  return {
    rolldownOptions: {
      input: { index: here(`./${mode}/index.html`), widget: here(`./${mode}/loader.ts`) },
      output: {
        entryFileNames: ({ name }: { name: string }) => (name === 'widget' ? 'widget.js' : 'assets/[name]-[hash].js'),
      },
    },
  }
}
