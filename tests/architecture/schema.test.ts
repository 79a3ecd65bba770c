import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileColumns } from '#modules/files'
import { describeSchema } from '#platform/database/describe-schema'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'
import { testDatabase } from '#testing/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platformPersonal } from '#modules/privacy'
import { modules } from '../../server/app/modules.ts'
import { root } from './source-files.ts'

const schemaFile = join(root, 'database/schema.sql')
let schema = ''
let drop = async () => {}

beforeAll(async () => {
  const database = await testDatabase()
  drop = database.drop
  const { db } = openDatabase(database.connectionString, createLog('silent'), 2)
  schema = await describeSchema(db)
  await db.destroy()
  if (process.env.UPDATE_SNAPSHOT) writeFileSync(schemaFile, schema)
})
afterAll(() => drop())

describe('the schema', () => {
  it('is the one in database/schema.sql; UPDATE_SNAPSHOT=1 writes it anew', () => {
    expect(schema).toBe(readFileSync(schemaFile, 'utf8'))
  })

  it('knows each column that holds files, so that none is dropped that is in use', () => {
    const tables = [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\);/gm)]
    const columns = tables.flatMap(([, table, body]) =>
      [...(body ?? '').matchAll(/^ {2}(\w*file_ids?|\w*files) text/gm)].map(([, column]) => `${table}.${column}`),
    )
    // What is noted of a look at a file holds it for nobody.
    const notes = new Set(['file_access.file_id'])
    expect(columns.filter((column) => !notes.has(column)).toSorted()).toEqual(fileColumns().toSorted())
  })

  it('says of each table what it keeps of people, in columns that it has', () => {
    const columnsOf = new Map(
      [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\);/gm)].map(([, table = '', body = '']) => [
        table,
        new Set([...body.matchAll(/^ {2}"?(\w+)"? /gm)].map(([, column = '']) => column)),
      ]),
    )
    const holders = [...modules.map(({ personal }) => personal), platformPersonal]
    expect(holders.flatMap(({ tables }) => Object.keys(tables)).toSorted()).toEqual([...columnsOf.keys()].toSorted())
    const named = holders.flatMap(({ tables, retention = [] }) => [
      ...Object.entries(tables).flatMap(([table, rule]) => [
        ...(rule?.gives?.columns ?? []).map((column) => `${table}.${column}`),
        ...(rule?.scrubs ?? []).map((column) => `${table}.${column}`),
        ...Object.keys(typeof rule?.forget === 'object' && 'set' in rule.forget ? rule.forget.set : {}).map(
          (column) => `${table}.${column}`,
        ),
      ]),
      ...retention.flatMap(({ table, at, above, then }) => [
        `${above ?? table}.${at}`,
        ...Object.keys(typeof then === 'object' ? then.set : {}).map((column) => `${table}.${column}`),
      ]),
    ])
    expect(
      named.filter((name) => {
        const [table = '', column = ''] = name.split('.')
        return !columnsOf.get(table)?.has(column)
      }),
    ).toEqual([])
  })

  it('carries the store’s id in every table of the domain', () => {
    const tables = [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\);/gm)].map(
      ([, name = '', body = '']) => ({ name, body }),
    )
    expect(tables.length).toBeGreaterThan(10)
    // The store itself is known by its own id.
    expect(
      tables
        .filter(({ name, body }) => name !== 'store' && !/^ {2}store_id text not null/m.test(body))
        .map(({ name }) => name),
    ).toEqual([])
  })
})
