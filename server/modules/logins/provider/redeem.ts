import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { OutsideError } from '#platform/outside-error'
import type { ProvedClaims } from '../ports.ts'

/** The address at which a browser came back, as the provider knows it, whatever stands before us. */
export function returnedTo(address: string, request: FastifyRequest): URL {
  const url = new URL(address)
  url.search = request.url.slice(request.url.indexOf('?'))
  return url
}

/** What a provider proved, or why it proved nothing. */
export async function redeemed(
  app: App,
  redeem: () => Promise<ProvedClaims>,
): Promise<ProvedClaims | 'not_allowed' | 'failed'> {
  try {
    return await redeem()
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    app.log.warn({ reason: error.code, why: error.message }, 'a sign-in at an identity provider came to nothing')
    return error.code === 'not_allowed' ? 'not_allowed' : 'failed'
  }
}
