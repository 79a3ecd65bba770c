import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { Transform, type Readable } from 'node:stream'
import type { Import } from '#contract/connections'

/** One file on its way to a server. */
export interface SentImport {
  url: string
  key: string
  kind: string
  source: string | undefined
  /** What it is called in the output. */
  name: string
  body: Readable
  contentType?: string
  encoding?: string
}

const shownBadRows = 20
const progressEveryMs = 1000

/** Streams a file to `POST /imports`, says how far it has come, and lists what was wrong. Throws what the server refuses. */
export async function sendImport(file: SentImport): Promise<Import> {
  const progress = startProgress(file)
  try {
    const result = await post(file, progress.count)
    progress.stop()
    report(file, result)
    return result
  } finally {
    progress.stop()
  }
}

async function post(file: SentImport, count: (bytes: number) => void): Promise<Import> {
  const query = new URLSearchParams({ kind: file.kind, ...(file.source ? { source: file.source } : {}) })
  const url = new URL(`/api/v1/imports?${query}`, file.url)
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${file.key}`,
      'content-type': file.contentType ?? 'application/octet-stream',
      ...(file.encoding ? { 'content-encoding': file.encoding } : {}),
    },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  )
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count(chunk.length)
      done(null, chunk)
    },
  })
  const sent = pipeline(file.body, counter, request)
  // A server that refuses answers before it has read everything; its answer says more than the broken pipe.
  const response = await Promise.race([answered, sent.then(() => answered)]).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED')
      throw new Error(`No server answers at ${file.url}. Start it with npm start, or say --url.`, { cause: error })
    throw error
  })
  sent.catch(() => undefined)
  const body = JSON.parse(await textOf(response)) as Import & { error?: { message: string; param?: string } }
  if (body.error) throw new Error(`${file.name}: ${body.error.message}`)
  return body
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function startProgress({ name }: SentImport): { count(bytes: number): void; stop(): void } {
  let bytes = 0
  const start = Date.now()
  const show = () =>
    process.stderr.write(
      `\r${name}: ${(bytes / 1_000_000).toFixed(1)} MB sent, ${((Date.now() - start) / 1000).toFixed(0)} s `,
    )
  const timer = process.stderr.isTTY ? setInterval(show, progressEveryMs) : undefined
  return {
    count: (more) => {
      bytes += more
    },
    stop: () => {
      if (timer) process.stderr.write('\r\u001B[K')
      clearInterval(timer)
    },
  }
}

function report({ name }: SentImport, { id, counts, bad, failure }: Import): void {
  const { read, created, updated, unchanged } = counts
  process.stdout.write(
    `${name}: ${read} rows: ${created} new, ${updated} updated, ${unchanged} unchanged, ${counts.bad} bad${failure ? ' (broken off)' : ''}\n`,
  )
  for (const row of bad.slice(0, shownBadRows))
    process.stdout.write(`  line ${row.line}: ${row.param ? `${row.param}: ` : ''}${row.message} [${row.code}]\n`)
  if (counts.bad > shownBadRows)
    process.stdout.write(`  … and ${counts.bad - shownBadRows} more: GET /api/v1/imports/${id}/bad-rows\n`)
}
