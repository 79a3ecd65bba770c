import { Readable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { sql } from 'kysely'
import { fileStore, findFiles, type FileRecord } from '#modules/files'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import type { Person } from '#platform/personal'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { readablePage, type Section } from './readable-page.ts'
import { allHolders, personOf } from './person.ts'

const encode = new TextEncoder()

/**
 * Everything that is kept of a shopper as one zip: `index.html` to read, `data/<table>.json` for programs, and their pictures and
 * documents in `files/`. Read as it is sent, so that nothing of it is stored anywhere.
 * @param options.whole the person with all identities that colleagues merged
 */
export async function archiveOf(
  app: App,
  reader: Reader,
  customerId: string,
  options: { whole?: boolean } = {},
): Promise<Readable> {
  const person = await personOf(reader, customerId, options)
  const sections = await sectionsOf(reader, person)
  const files = await findFiles(reader, await ownFileIds(reader, person))
  const { name } = await findStore(reader)
  return Readable.from(zipped(app, sections, files, { store: name, now: reader.now }))
}

async function sectionsOf(reader: Reader, person: Person): Promise<Section[]> {
  const sections: Section[] = []
  for (const { personal } of allHolders())
    for (const [table, rule] of Object.entries(personal.tables)) {
      if (!rule?.gives) continue
      const { columns, rows = rule.rows, as = (row) => row } = rule.gives
      const found = await sql<Record<string, unknown>>`
        select ${sql.join(columns.map((column) => sql.ref(`t.${column}`)))} from ${sql.table(table)} as t
        where t.store_id = ${reader.storeId} and (${rows(person)})
        limit ${limits.privacy.archiveRows + 1}`.execute(reader.db)
      const given = found.rows.slice(0, limits.privacy.archiveRows).map(as)
      sections.push({ table, columns, rows: given, isCut: found.rows.length > given.length })
    }
  return sections
}

async function ownFileIds(reader: Reader, person: Person): Promise<string[]> {
  const rule = allHolders().find(({ personal }) => personal.tables.file)?.personal.tables.file
  if (!rule) return []
  const { rows } = await sql<{ id: string }>`
    select t.id from file as t where t.store_id = ${reader.storeId} and (${rule.rows(person)}) order by t.id`.execute(
    reader.db,
  )
  return rows.map(({ id }) => id)
}

async function* zipped(
  app: App,
  sections: readonly Section[],
  files: readonly FileRecord[],
  about: { store: string; now: Date },
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let failure: Error | undefined
  const zip = new Zip((error, chunk) => {
    if (error) failure = error
    else ready.push(chunk)
  })
  function* taken() {
    if (failure) throw failure
    yield* ready.splice(0)
  }
  const add = (name: string, content: Uint8Array, isPacked = false) => {
    const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name)
    entry.mtime = about.now
    zip.add(entry)
    entry.push(content, true)
  }
  let bytes = 0
  const kept = files.filter((file) => (bytes += file.sizeBytes) <= limits.privacy.archiveFileBytes)
  add(
    'index.html',
    encode.encode(
      readablePage(sections, kept.map(nameInArchive), { ...about, filesLeftOut: files.length - kept.length }),
    ),
  )
  yield* taken()
  for (const { table, rows } of sections) {
    add(`data/${table}.json`, encode.encode(JSON.stringify(rows, undefined, 2)))
    yield* taken()
  }
  for (const file of kept) {
    const content = await app.ports.get(fileStore).get(file.sha256)
    if (content) add(nameInArchive(file), content, true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

// A name that a shopper chose may hold anything.
function nameInArchive({ id, name, mediaType }: FileRecord): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}. _-]/gu, '_')
    .slice(-80)
  return `files/${id}${plain ? `-${plain}` : `.${mediaType.split('/')[1] ?? 'bin'}`}`
}
