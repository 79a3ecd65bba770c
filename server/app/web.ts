import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Where the browser apps are built to. */
export const dist = join(import.meta.dirname, '../../dist')

/** The browser apps: their folder below `dist`, and the address they are served at. */
const apps = [
  { name: 'console', base: '/console' },
  { name: 'seller', base: '/seller' },
  { name: 'shopper', base: '' },
] as const

/**
 * Serves the built web apps that are there: files with a hash in their name for a year, pages never from a cache. Files
 * that the build compressed (`.br`, `.gz`) are sent compressed.
 */
export async function registerWeb(http: FastifyInstance, folder: string = dist): Promise<void> {
  const built = apps.filter(({ name }) => existsSync(join(folder, name, 'index.html')))
  if (built.length === 0) return
  await http.register(staticFiles, {
    root: folder,
    serve: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
  })
  for (const { name, base } of built) {
    const get = (path: string, send: (reply: FastifyReply, rest: string) => FastifyReply) =>
      http.get(path, { config: { label: `GET ${path}` } }, (request, reply) =>
        send(reply, (request.params as { '*'?: string })['*'] ?? ''),
      )
    const page = (reply: FastifyReply) => reply.header('cache-control', 'no-cache').sendFile(`${name}/index.html`)
    get(`${base}/assets/*`, (reply, rest) =>
      rest.includes('\0')
        ? (reply.callNotFound(), reply)
        : reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`${name}/assets/${rest}`),
    )
    for (const file of looseFiles(join(folder, name)))
      get(`${base}/${file}`, (reply) =>
        reply.header('cache-control', 'public, max-age=300').sendFile(`${name}/${file}`),
      )
    get(base || '/', page)
    // A path without a file is a place inside the app; what looks like a file, or belongs to the API, is simply missing.
    get(`${base}/*`, (reply, rest) =>
      /^api(\/|$)|\.\w{1,8}$/.test(rest) ? (reply.callNotFound(), reply) : page(reply),
    )
  }
}

function looseFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^index\.html|\.(br|gz|map)$/.test(entry.name))
    .map((entry) => entry.name)
}
