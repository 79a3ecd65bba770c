import { modules } from '../../server/app/modules.ts'
import { addStaff } from '#modules/staff'
import type { Actor } from '#platform/auth/actor'
import { prepareRoutes } from '#platform/contract/register-routes'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import type { TestClient } from '#testing/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let desk: SmallDesk
let observer: TestClient
let staffId: string
let id: string

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  staffId = await desk.run((work) => addStaff(work, { name: 'Olga Reyes', email: 'olga@shop.test', role: 'observer' }))
  observer = desk.server.client({ kind: 'staff', staffId, role: 'observer' })
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Where is my lamp?' })
  id = conversation.id
})
afterAll(async () => desk.close())

describe('HC-55 the read-only role cannot write', () => {
  test('no route that changes anything lets an observer in, but those that are open to everybody', () => {
    const who: Actor = { kind: 'staff', staffId, role: 'observer' }
    const open = prepareRoutes(modules)
      .filter(({ method, route }) => method !== 'GET' && route.who.some((each) => each.allows(who)))
      .filter(({ route }) => !route.who.some((each) => each.name === 'anyone'))
    expect(open.map(({ key }) => key)).toEqual([])
  })

  test('it reads what an associate reads, and nothing of it is its own to do', async () => {
    const { data } = await observer.call('GET /conversations', { view: 'all' })
    expect(data).toMatchObject([{ id, allowed: [] }])
    expect(await observer.call('GET /conversations/:id', { id })).toMatchObject({ allowed: [] })
    const own = await desk.as('sam').call('GET /conversations/:id', { id })
    expect(own.allowed.length).toBeGreaterThan(0)
    expect((await observer.call('GET /conversations/:id/messages', { id })).data).toMatchObject([
      { text: 'Where is my lamp?' },
    ])
    expect(await observer.call('GET /queue')).toMatchObject({ presence: { status: 'offline' }, offered: [], held: [] })
    expect((await observer.send('GET', '/imports')).status).toBe(403)
  })

  test('what it tries to write is refused, and nothing of it is stored', async () => {
    const tries: [string, string, object][] = [
      ['POST', `/conversations/${id}/messages`, { text: 'Hello', clientId: 'observer-1' }],
      ['POST', `/conversations/${id}/messages`, { text: 'Note', kind: 'note', clientId: 'observer-2' }],
      ['POST', `/conversations/${id}/assignment`, { staff: staffId }],
      ['POST', `/conversations/${id}/resolution`, { cause: 'question' }],
      ['PUT', `/conversations/${id}/tags`, { tags: ['x'] }],
      ['PUT', '/presence', { status: 'online' }],
    ]
    for (const [method, path, body] of tries)
      expect([path, (await observer.send(method, path, { body })).status]).toEqual([path, 403])
    expect((await desk.as('sam').call('GET /conversations/:id/messages', { id })).data).toHaveLength(1)
  })

  test('nobody can give it a conversation, and one who becomes it gives back what they held', async () => {
    const given = await desk.as('sam').send('POST', `/conversations/${id}/assignment`, { body: { staff: staffId } })
    expect([given.status, given.body.error.code]).toEqual([422, 'only_reads'])
    await desk.as('sam').call('POST /conversations/:id/assignment', { id, staff: desk.staff.sam })
    await desk.as('ada').call('PUT /staff/:id', { id: desk.staff.sam, role: 'observer' })
    await runJobs(desk.app)
    expect((await desk.as('lee').call('GET /conversations/:id', { id })).desk.assignee).toBeNull()
  })
})
