import type { FastifyRequest } from 'fastify'
import { ApiError } from '../errors.ts'
import { endUnlessWhole } from './end-unless-whole.ts'

/** Reads the whole body of a raw route, and tells of each piece; ends with 400 above the limit, and with the connection when it takes too long. */
export async function readBody({ raw }: FastifyRequest, limitBytes: number, holds?: (bytes: number) => void) {
  endUnlessWhole(raw)
  const chunks: Buffer[] = []
  let size = 0
  // Left whole by whoever stops reading, so that the rest of it can be dropped.
  for await (const chunk of raw.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > limitBytes)
      throw new ApiError('invalid_request', 'body_too_large', `The body should have at most ${limitBytes} bytes.`)
    holds?.((chunk as Buffer).length)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
