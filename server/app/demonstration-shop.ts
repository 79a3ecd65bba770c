import { listWidgets } from '#modules/widgets'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { read } from '#platform/transact'
import type { FastifyInstance } from 'fastify'

const shop = system('demonstration')

/**
 * A page as a shop has it, at `/demo/shop` of the demonstration store: a product, and the chat loaded by the same script tag that
 * a store puts into its own pages. 404 in any other store, and when every widget was closed.
 */
export function registerDemonstrationShop(http: FastifyInstance, app: App): void {
  if (!app.demo) return
  http.get('/demo/shop', { config: { label: 'GET /demo/shop' } }, async (_request, reply) => {
    const [widget] = (await listWidgets(read(app, shop), '')).data
    if (!widget) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(pageWith(widget.snippet))
  })
}

function pageWith(scriptTag: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Alder Desk Lamp – Larkspur Home</title>
<style>
  :root { color-scheme: light dark }
  body { margin: 0; font: 1rem/1.6 Georgia, serif; background: light-dark(#fffdf8, #1b1a17); color: light-dark(#2b2a26, #efece4) }
  header, main, footer { max-width: 62rem; margin: 0 auto; padding: 1.25rem }
  header { font-size: 1.25rem }
  main { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); align-items: center }
  svg { width: 100%; height: auto; border-radius: .75rem }
  h1 { margin: 0; font-size: 2rem; line-height: 1.2 }
  a { color: inherit }
  footer { font-size: .9375rem }
</style>
</head>
<body>
<header>Larkspur Home</header>
<main>
  <svg viewBox="0 0 400 300" role="img" aria-label="A desk lamp of alder wood">
    <rect width="400" height="300" fill="#e7dfcf"/><rect y="240" width="400" height="60" fill="#b9a688"/>
    <path d="M150 100h100l28 70H122z" fill="#2f5d50"/><rect x="193" y="170" width="14" height="62" fill="#8a5a33"/>
    <rect x="150" y="230" width="100" height="14" rx="7" fill="#8a5a33"/>
  </svg>
  <div>
    <h1>Alder Desk Lamp</h1>
    <p>$45.99</p>
    <p>Alder wood, and a shade of green linen. Warm light for late letters.</p>
    <p>Is something not right with yours? The button in the corner opens the chat.</p>
  </div>
</main>
<footer><a href="/">Your orders</a></footer>
${scriptTag}
</body>
</html>
`
}
