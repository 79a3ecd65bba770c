import { skillsOf, staffWhoSee, teamsOf, visibleTeams } from '#modules/staff'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, expect, test } from 'vitest'

let desk: SmallDesk

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})

afterAll(async () => desk.close())

test('a team is made, renamed, filled and closed by a supervisor', async () => {
  const made = await desk.as('sue').call('POST /teams', { name: ' Safety ', members: [desk.staff.sam, desk.staff.sam] })
  expect(made).toMatchObject({
    name: 'Safety',
    members: [{ id: desk.staff.sam, name: 'Sam Reed' }],
    archived: false,
    version: 1,
  })
  const change = (input: object) => desk.as('sue').call('PUT /teams/:id', { id: made.id, ...input })
  await expect(desk.as('sue').call('POST /teams', { name: 'SAFETY' })).rejects.toMatchObject({
    status: 422,
    code: 'name_taken',
  })
  await expect(change({ name: 'returns', version: 1 })).rejects.toMatchObject({ code: 'name_taken' })
  expect(await change({ name: 'Product safety', members: [], version: 1 })).toMatchObject({
    name: 'Product safety',
    members: [],
    version: 2,
  })
  await expect(change({ name: 'Lost', version: 1 })).rejects.toMatchObject({ code: 'changed_meanwhile' })
  await expect(change({ members: ['stf_none'], version: 2 })).rejects.toMatchObject({ status: 400, param: 'members' })
  await change({ archived: true, version: 2 })
  // Its name is free again; colleagues are not offered a closed one, those who look after it see it.
  const again = await desk.as('sue').call('POST /teams', { name: 'Product safety' })
  const names = async (who: string) =>
    (await desk.as(who).call('GET /teams')).data.map((team: { id: string }) => team.id)
  expect(await names('sam')).toContain(again.id)
  expect(await names('sam')).not.toContain(made.id)
  expect(await names('sue')).toContain(made.id)
  await expect(change({ archived: false, version: 3 })).rejects.toMatchObject({ code: 'name_taken' })
})

test('of ten who choose one name at once one gets it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => desk.as('sue').send('POST', '/teams', { body: { name: 'Weekend' } })),
  )
  expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([
    201,
    ...Array(9).fill(422),
  ])
})

test('who sees which teams', async () => {
  const { returns, fraud } = desk.teams
  expect(await visibleTeams(desk.reader(desk.actor('rita')))).toEqual([returns])
  expect(await visibleTeams(desk.reader(desk.actor('sam')))).toEqual([])
  expect(await visibleTeams(desk.reader(desk.actor('lee')))).toEqual([])
  expect(await visibleTeams(desk.reader(desk.actor('sue')))).toBe('all')
  expect(await visibleTeams(desk.reader(desk.actor('ada')))).toBe('all')
  expect(await visibleTeams(desk.reader(desk.actor('ava')))).toEqual([])
  expect(await visibleTeams(desk.reader())).toBe('all')
  expect(await teamsOf(desk.reader(), [desk.staff.rita, desk.staff.sam])).toEqual(
    new Map([[desk.staff.rita, [returns]]]),
  )
  const all = Object.values(desk.staff)
  expect(await staffWhoSee(desk.reader(), fraud, all)).toEqual(
    new Set([desk.staff.fred, desk.staff.sue, desk.staff.ada]),
  )
  expect((await staffWhoSee(desk.reader(), null, all)).size).toBe(all.length)
})

test('skills are small words, set whole', async () => {
  const set = (skills: string[]) => desk.as('sue').call('PUT /staff/:id/skills', { id: desk.staff.sam, skills })
  expect(await set(['safety', 'lang:de', 'safety'])).toEqual({ skills: ['lang:de', 'safety'] })
  expect(await set(['lang:ar'])).toEqual({ skills: ['lang:ar'] })
  await set(['lang:ar'])
  expect(await skillsOf(desk.reader(), Object.values(desk.staff))).toEqual(new Map([[desk.staff.sam, ['lang:ar']]]))
  // Who changed them and from what is kept; nothing is where nothing changed.
  expect(
    (await desk.as('sue').call('GET /audit', { about: `staff:${desk.staff.sam}`, name: 'staff.skills_changed' })).data,
  ).toMatchObject([
    {
      name: 'staff.skills_changed',
      by: { key: `staff:${desk.staff.sue}` },
      about: { name: 'Sam Reed' },
      values: { skills: ['lang:ar'], before: ['lang:de', 'safety'] },
    },
    { name: 'staff.skills_changed', values: { skills: ['lang:de', 'safety'], before: [] } },
  ])
  const { data } = await desk.as('sue').call('GET /skills')
  expect(data.find((person: { id: string }) => person.id === desk.staff.sam)).toEqual({
    id: desk.staff.sam,
    name: 'Sam Reed',
    role: 'associate',
    skills: ['lang:ar'],
  })
  expect(data.map((person: { name: string }) => person.name)).toEqual(
    data.map((person: { name: string }) => person.name).toSorted(),
  )
  expect((await desk.as('sam').send('GET', '/skills')).status).toBe(403)
  await expect(set(['Deutsch!'])).rejects.toMatchObject({ status: 400 })
  await expect(desk.as('sue').call('PUT /staff/:id/skills', { id: 'stf_none', skills: [] })).rejects.toMatchObject({
    status: 404,
  })
})

test('others may look at most', async () => {
  for (const who of ['sam', 'lee']) {
    expect((await desk.as(who).send('GET', '/teams')).status).toBe(200)
    expect((await desk.as(who).send('POST', '/teams', { body: { name: 'Mine' } })).status).toBe(403)
    expect(
      (
        await desk
          .as(who)
          .send('PUT', `/teams/${desk.teams.fraud}`, { body: { members: [desk.staff.sam], version: 1 } })
      ).status,
    ).toBe(403)
    expect((await desk.as(who).send('PUT', `/staff/${desk.staff.sam}/skills`, { body: { skills: [] } })).status).toBe(
      403,
    )
  }
  for (const who of ['ava', 'visitor:v', 'seller:acme', 'key:read'])
    expect((await desk.as(who).send('GET', '/teams')).status).toBe(403)
  expect((await desk.as('anonymous').send('GET', '/teams')).status).toBe(401)
})

test('bad input is named', async () => {
  const bad: [string, string, object, string][] = [
    ['POST', '/teams', {}, 'name'],
    ['POST', '/teams', { name: '   ' }, 'name'],
    ['POST', '/teams', { name: 'x'.repeat(81) }, 'name'],
    ['POST', '/teams', { name: 'A', members: 'sam' }, 'members'],
    ['POST', '/teams', { name: 'A', color: 'red' }, 'color'],
    ['PUT', `/teams/${desk.teams.fraud}`, { name: 'A' }, 'version'],
    ['PUT', `/staff/${desk.staff.sam}/skills`, {}, 'skills'],
  ]
  for (const [method, path, body, param] of bad)
    expect(await desk.as('sue').send(method, path, { body })).toMatchObject({ status: 400, body: { error: { param } } })
  expect((await desk.as('sue').send('PUT', '/teams/tea_none', { body: { name: 'A', version: 1 } })).status).toBe(404)
})
