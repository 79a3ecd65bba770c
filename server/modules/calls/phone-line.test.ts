import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { notePhoneLine } from './phone-line.ts'
import type { TelephonyHealth } from './ports.ts'

let desk: SmallDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const ok = { state: 'ok', detail: 'The trunk answers.', registered: [] as string[] } as const
const down = { state: 'down', detail: 'The trunk does not answer.' } as const

async function note(health: TelephonyHealth): Promise<void> {
  await desk.run((work) => notePhoneLine(work, 'sip', health))
  await runJobs(desk.app)
}

const line = async () => (await desk.as('ada').call('GET /phone-line')).line
const findings = async () =>
  (await desk.as('ada').call('GET /findings')).data.filter(
    ({ kind }: { kind: string }) => kind === 'phone_line_trouble',
  )

test('is shown to those who look after it, with whose phones are signed in, and to nobody else', async () => {
  expect(await line()).toBeNull()
  await note({ ...ok, registered: [desk.staff.sam] })
  expect(await line()).toMatchObject({
    through: 'sip',
    state: 'ok',
    detail: 'The trunk answers.',
    signedIn: [{ id: desk.staff.sam, name: 'Sam Reed' }],
  })
  for (const who of ['sam', 'ava', 'key:admin'])
    expect((await desk.as(who).send('GET', '/phone-line')).status).toBe(403)
})

test('trouble is told once it has lasted, once, and that it is over; the next time is another one', async () => {
  await note(ok)
  await note(down)
  expect(await line()).toMatchObject({ state: 'down', detail: 'The trunk does not answer.' })
  expect(await findings()).toEqual([])
  desk.app.clock.advance({ minutes: 1 })
  await note(down)
  await note(down)
  expect(await findings()).toMatchObject([{ words: expect.stringContaining('does not answer'), resolvedAt: null }])
  await note(ok)
  expect(await findings()).toMatchObject([{ resolution: 'works_again' }])
  await note(down)
  desk.app.clock.advance({ minutes: 2 })
  await note(down)
  expect(await findings()).toHaveLength(2)
})

test('a line of which nothing is heard is held by nobody', async () => {
  await note(ok)
  await sql`update phone_line set heard_at = heard_at - interval '1 minute'`.execute(desk.app.db)
  expect(await line()).toMatchObject({ state: 'down', detail: 'No process holds the telephone line.', signedIn: [] })
})
