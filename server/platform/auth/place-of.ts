import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'

/**
 * Where a request comes from in words, such as `Portland, US`: only what a trusted proxy of ours says in the headers that the
 * settings name. Without them nobody knows, and nothing is guessed.
 */
export function placeOf(app: App, request: Pick<FastifyRequest, 'headers'>): string | undefined {
  if (app.config.trustedProxies.length === 0) return undefined
  const parts = app.config.placeHeaders.map((name) => request.headers[name]).map((value) => readable(value))
  return parts.filter(Boolean).join(', ') || undefined
}

function readable(value: string | string[] | undefined): string {
  const text = typeof value === 'string' ? Buffer.from(value, 'latin1').toString('utf8') : ''
  return /^[\p{L}\p{M}\p{N} .'’()-]{1,60}$/u.test(text) && text !== 'XX' ? text : ''
}
