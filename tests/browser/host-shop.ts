import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A shop on another site, with a policy as strict as they come: no inline style or script, nothing but what it names. */
export interface HostShop {
  readonly origin: string
  /** What stands in the page: the attributes of the script tag, scripts of the shop's own (by their file), and where the tag is. */
  show(page: ShopPage): void
  close(): Promise<void>
}

export interface ShopPage {
  widget?: string
  /** More attributes of the tag, such as `data-identity`. */
  attributes?: Record<string, string>
  place?: 'head' | 'body'
  language?: string
  direction?: 'ltr' | 'rtl'
  /** The shop's own script, before ours. */
  script?: string
}

/**
 * @param host another site than ours, as shops are, whose pages get no storage in a frame; `127.0.0.1` is the same site, where
 * they do
 */
export async function openHostShop(makeright: string, host = 'shop.localhost'): Promise<HostShop> {
  let shown: ShopPage = {}
  const policy = `default-src 'none'; script-src 'self' ${makeright}; frame-src ${makeright}; img-src 'self'`
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/own.js'))
      return response.setHeader('content-type', 'text/javascript').end(shown.script ?? '')
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policy)
    // It says who is signed in.
    response.setHeader('cache-control', 'no-store')
    response.end(pageOf(shown, makeright))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    show: (page) => (shown = page),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

function pageOf(
  { widget, attributes = {}, place = 'body', language = 'en', direction, script }: ShopPage,
  makeright: string,
) {
  const more = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('')
  const tag = widget ? `<script src="${makeright}/widget.js" data-widget="${widget}"${more}></script>` : ''
  const own = script ? '<script src="/own.js"></script>' : ''
  return `<!doctype html><html lang="${language}"${direction ? ` dir="${direction}"` : ''}><head><title>A shop</title>${own}${
    place === 'head' ? tag : ''
  }</head><body><main><h1>A lamp</h1><p>Brass, with a shade of linen.</p></main>${place === 'body' ? tag : ''}</body></html>`
}

/** A signed identity, as the shop's own server makes it. */
export function signIdentity(
  key: string,
  claims: { sub: string; aud: string; exp?: number; [more: string]: unknown },
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ exp: Math.floor(Date.now() / 1000) + 600, ...claims })}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}
