import type { FastifyInstance, FastifyRequest } from 'fastify'

const named = ['host', 'cookie', 'origin', 'sec-fetch-site', 'user-agent', 'accept-language'] as const

/**
 * Sends a request to our own API as the browser that opened a page, without a network between: the same permissions, limits and
 * shapes hold for pages as for programs, and a form on another site is refused there.
 */
export async function injectFor(
  http: FastifyInstance,
  { ip, headers }: FastifyRequest,
  { route, query = '', body }: { route: string; query?: string; body?: object | undefined },
) {
  const [method = 'GET', path = ''] = route.split(' ')
  const passedOn = named.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : []))
  return await http.inject({
    method: method as 'GET' | 'POST',
    url: `/api/v1${path}${query}`,
    remoteAddress: ip,
    headers: { ...Object.fromEntries(passedOn), 'makeright-realm': 'shopper' },
    ...(body ? { payload: body } : {}),
  })
}
