import type { FastifyInstance, FastifyRequest } from 'fastify'
import { injectFor } from '../inject.ts'

/** What the API answered, for whoever sent the page's request. */
export interface ApiAnswer<T> {
  status: number
  /** Undefined for an error. */
  body: T | undefined
}

/** Asks our own API as whoever opened a page. */
export async function askApi<T>(
  http: FastifyInstance,
  request: FastifyRequest,
  route: string,
  input: Record<string, string | undefined> = {},
  body?: object,
): Promise<ApiAnswer<T>> {
  const query = new URLSearchParams(Object.entries(input).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  const answer = await injectFor(http, request, { route, query: `?${query}`, body })
  return { status: answer.statusCode, body: answer.statusCode < 400 ? answer.json<T>() : undefined }
}
