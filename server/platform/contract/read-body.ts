import type { FastifyRequest } from 'fastify'
import { limits } from '../../limits.ts'
import { ApiError } from '../errors.ts'
import { endUnlessWhole } from './end-unless-whole.ts'

/**
 * Reads the whole body of a raw route; ends with 400 above the limit, and with the connection when it takes too long or hardly
 * anything comes.
 * @param holds is told of the bytes that are held with each piece, and throws where that is too much
 */
export async function readBody(
  request: FastifyRequest,
  limitBytes: number,
  holds: (bytes: number) => void = () => {},
): Promise<Buffer> {
  endUnlessWhole(request.raw)
  const chunks: Buffer[] = []
  let size = 0
  let before = 0
  const { seconds, leastBytes } = limits.http.pace
  const pace = setInterval(() => {
    if (size - before < leastBytes) request.raw.destroy()
    before = size
  }, seconds * 1000)
  try {
    // Left whole by whoever stops reading, so that the rest of it can be dropped.
    for await (const chunk of request.raw.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length
      if (size > limitBytes)
        throw new ApiError('invalid_request', 'body_too_large', `The body should have at most ${limitBytes} bytes.`)
      holds((chunk as Buffer).length)
      chunks.push(chunk as Buffer)
    }
  } finally {
    clearInterval(pace)
  }
  return Buffer.concat(chunks)
}
