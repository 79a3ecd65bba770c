import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What the API answered, for whoever sent the page's request. */
export interface ApiAnswer<T> {
  status: number
  /** Undefined for an error. */
  body: T | undefined
}

/**
 * Asks our own API as whoever opened a page, without a network between: the same permissions, limits and shapes hold for pages
 * as for programs.
 */
export async function askApi<T>(
  http: FastifyInstance,
  request: FastifyRequest,
  route: string,
  input: Record<string, string | undefined> = {},
  body?: object,
): Promise<ApiAnswer<T>> {
  const [method = 'GET', path = ''] = route.split(' ')
  const query = new URLSearchParams(Object.entries(input).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  const answer = await http.inject({
    method: method as 'GET' | 'POST',
    url: `/api/v1${path}?${query}`,
    remoteAddress: request.ip,
    headers: { ...passedOn(request), 'makeright-realm': 'shopper' },
    ...(body ? { payload: body } : {}),
  })
  return { status: answer.statusCode, body: answer.statusCode < 400 ? answer.json<T>() : undefined }
}

const named = ['host', 'cookie', 'origin', 'sec-fetch-site', 'user-agent', 'accept-language'] as const

function passedOn({ headers }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    named.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
