import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareRoutes } from '#platform/contract/register-routes'
import { openApiOf } from '#platform/contract/open-api'
import { describe, expect, it } from 'vitest'
import { modules } from '../../server/app/modules.ts'
import { root } from './source-files.ts'

const snapshotFile = join(root, 'api.snapshot.json')
const document = `${JSON.stringify(openApiOf(prepareRoutes(modules), { version: '1', serverUrl: '/api/v1' }), undefined, 1)}\n`
if (process.env.UPDATE_SNAPSHOT) writeFileSync(snapshotFile, document)

describe('the public API', () => {
  it('is the one in api.snapshot.json; UPDATE_SNAPSHOT=1 writes it anew', () => {
    expect(document).toBe(readFileSync(snapshotFile, 'utf8'))
  })

  it('has a summary for every route, and every reference leads somewhere', () => {
    const { paths, components } = JSON.parse(document) as {
      paths: Record<string, Record<string, { summary: string }>>
      components: { schemas: object }
    }
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods))
        expect(operation.summary, `${method} ${path}`).not.toBe('')
    }
    for (const [, name = ''] of document.matchAll(/#\/components\/schemas\/([^"]+)/g))
      expect(Object.keys(components.schemas)).toContain(name)
  })
})
