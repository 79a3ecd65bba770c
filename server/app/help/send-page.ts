import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { limits } from '../../limits.ts'

/** Who may keep an answer: everybody; only the browser that asked; nobody, because it shows what is somebody’s own. */
export type Keeping = 'public' | 'once' | 'private'

const lifetimes: Record<Keeping, string> = {
  public: `public, max-age=0, s-maxage=${limits.helpPages.sharedCacheSeconds}, must-revalidate`,
  once: 'private, no-cache',
  private: 'private, no-store',
}

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/**
 * Sends a page that the server drew. Public ones carry a mark of their content: browsers ask each time and mostly hear that nothing
 * changed, caches between may answer for a while by themselves. What is somebody's own is kept nowhere.
 */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    text,
    type = 'text/html',
    keeping,
    status = 200,
  }: { text: string; type?: string; keeping: Keeping; status?: number },
): Promise<FastifyReply> {
  void reply
    .code(status)
    .type(`${type}; charset=utf-8`)
    .header('vary', 'Accept-Encoding, Cookie')
    .header('cache-control', lifetimes[keeping])
  if (keeping === 'public') {
    const mark = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
    void reply.header('etag', mark)
    if (request.headers['if-none-match']?.split(/,\s*/).includes(mark)) return reply.code(304).send()
  }
  return await sendPacked(request, reply, text)
}

async function sendPacked(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) {
    const packed = await toBrotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    return reply.header('content-encoding', 'br').send(packed)
  }
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await toGzip(text))
  return reply.send(text)
}
