import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { injectFor } from '../inject.ts'

/** What the API answered a plain page; its cookies are on the page's own answer already. */
export interface Asked {
  ok: boolean
  status: number
  /** The error's code, and for a missing step which one. */
  code: string
  param: string
  step: string
  body: Record<string, unknown>
}

/** Asks our own API as the browser that sent a form. Cookies that the API sets become the page's. */
export async function askSignIn(
  http: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  route: string,
  body?: object,
): Promise<Asked> {
  const answer = await injectFor(http, request, { route, body })
  const cookies = answer.headers['set-cookie']
  for (const line of Array.isArray(cookies) ? cookies : cookies ? [cookies] : []) reply.header('set-cookie', line)
  const parsed = answer.json<
    Record<string, unknown> & { error?: { code: string; param?: string; details?: { step?: string } } }
  >()
  return {
    ok: answer.statusCode < 400,
    status: answer.statusCode,
    code: parsed.error?.code ?? '',
    param: parsed.error?.param ?? '',
    step: parsed.error?.details?.step ?? '',
    body: parsed,
  }
}
