import type { AddressInfo } from 'node:net'
import type { App } from '#platform/app'
import type { FastifyInstance } from 'fastify'
import { createHttp } from '../app/http.ts'

/** A running HTTP server of an app, and browsers that keep their cookies. */
export interface HttpBench {
  http: FastifyInstance
  url: string
  browser(headers?: Record<string, string>): Browser
  close(): Promise<void>
}

export interface Browser {
  readonly cookies: Map<string, string>
  call<T = Record<string, unknown>>(
    route: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<BrowserAnswer<T>>
}

export interface BrowserAnswer<T> {
  status: number
  body: T
  /** The error's code, when it is one. */
  code: string | undefined
  setCookies: string[]
  headers: Headers
}

/** Starts real HTTP on a free port. Each `browser()` has a cookie jar of its own. */
export async function httpBench(app: App): Promise<HttpBench> {
  const http = await createHttp(app)
  await http.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  return { http, url, browser: (headers) => browserAt(url, headers), close: () => http.close() }
}

function browserAt(url: string, always: Record<string, string> = {}): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async call<T>(route: string, body?: unknown, headers: Record<string, string> = {}): Promise<BrowserAnswer<T>> {
      const [method = 'GET', path = ''] = route.split(' ')
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(cookie ? { cookie } : {}),
          ...always,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const setCookies = response.headers.getSetCookie()
      for (const line of setCookies) keep(cookies, line)
      const text = await response.text()
      const parsed = text
        ? (JSON.parse(text) as T & { error?: { code: string } })
        : ({} as T & { error?: { code: string } })
      return { status: response.status, body: parsed, code: parsed.error?.code, setCookies, headers: response.headers }
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const [name = '', value = ''] = pair.split('=')
  const gone =
    value === '' || attributes.some((part) => /^max-age=0$/i.test(part) || /^expires=Thu, 01 Jan 1970/i.test(part))
  if (gone) cookies.delete(name)
  else cookies.set(name, value)
}
