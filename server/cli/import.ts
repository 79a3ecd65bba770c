import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { sendImport, type SentImport } from './send-import.ts'

const usage = `Imports files into a running Makeright.

  npm run import -- FILE --kind KIND [--source NAME]
  npm run import -- --from PACK FOLDER [--source NAME]

FILE is NDJSON (one JSON object per line) or CSV with a header; "-" reads standard input; a name that ends in .gz is unpacked.
KIND: customers, products, sellers, places, orders, shipments, scans, refunds, returns or disputes.
PACK: a folder of packs/ with a converter; FOLDER holds the files that it reads.

  --url     address of the server (MAKERIGHT_URL, or http://127.0.0.1:3000)
  --key     API key with scope import (MAKERIGHT_API_KEY)
  --source  name under which references are unique ("import" unless given)

Rows that are there already do not change, so a file can be sent again. Bad rows are listed; the good ones are kept.
`

/** A mistake in how the command was called. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      source: { type: 'string' },
      from: { type: 'string' },
      url: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const to = {
    url: values.url ?? process.env.MAKERIGHT_URL ?? 'http://127.0.0.1:3000',
    key:
      values.key ??
      process.env.MAKERIGHT_API_KEY ??
      missing('--key: an API key with scope import, or MAKERIGHT_API_KEY'),
    source: values.source,
  }
  const path = positionals[0] ?? missing(values.from ? 'FOLDER' : 'FILE')
  let bad = 0
  const take = async (kind: string, name: string, content: Pick<SentImport, 'body' | 'contentType' | 'encoding'>) => {
    const { counts, failure } = await sendImport({ ...to, kind, name, ...content })
    bad += counts.bad
    if (failure) throw new Error(failure)
  }
  if (values.from) {
    for (const { kind, rows } of await converted(values.from, path)) {
      await take(kind, kind, { body: Readable.from(linesOf(rows)), contentType: 'application/x-ndjson' })
    }
  } else {
    await take(values.kind ?? missing('--kind'), path, contentOf(path))
  }
  // Bad rows are a result, not a crash; scripts can still tell.
  process.exitCode = bad > 0 ? 2 : 0
}

function contentOf(path: string): Pick<SentImport, 'body' | 'contentType' | 'encoding'> {
  const isPacked = path.endsWith('.gz')
  const type = extname(isPacked ? path.slice(0, -3) : path).toLowerCase()
  const contentType =
    type === '.csv' || type === '.tsv'
      ? 'text/csv'
      : /^\.(ndjson|jsonl|json)$/.test(type)
        ? 'application/x-ndjson'
        : undefined
  const body = path === '-' ? process.stdin : createReadStream(path)
  return { body, ...(contentType ? { contentType } : {}), ...(isPacked ? { encoding: 'gzip' } : {}) }
}

interface Pack {
  convert(folder: string): Promise<{ kind: string; rows: Iterable<object> }[]>
}

async function converted(name: string, folder: string) {
  const packs = join(import.meta.dirname, '../../packs')
  const known = (await readdir(packs, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  if (!known.includes(name)) throw new UsageError(`There is no converter "${name}". Known: ${known.join(', ')}.`)
  const pack = (await import(join(packs, name, 'convert.ts'))) as Pack
  return pack.convert(folder)
}

function* linesOf(rows: Iterable<object>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}

function missing(what: string): never {
  throw new UsageError(`Missing: ${what}`)
}

await main().catch((error: NodeJS.ErrnoException) => {
  const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS')
  process.stderr.write(isUsage ? `${error.message}\n\n${usage}` : `${error.message}\n`)
  process.exitCode = isUsage ? 64 : 1
})
