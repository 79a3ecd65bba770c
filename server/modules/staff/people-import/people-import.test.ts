import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersModule } from '#modules/customers'
import { storesModule } from '#modules/stores'
import { system, type StaffRole } from '#platform/auth/actor'
import { createSession } from '#platform/auth/sessions'
import { addHours } from '#platform/time'
import { read, transact, type Work } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { addStaff } from '../commands/add-person.ts'
import { createTeam, setSkills } from '../commands/write-team.ts'
import type { PeopleImport } from '../contract.ts'
import { staffModule } from '../module.ts'
import { findStaffByEmail } from '../queries.ts'
import { skillsOf, teamsOf } from '../team-queries.ts'
import { readPeopleRows } from './read-rows.ts'

let app: TestApp
let bench: HttpBench
let rosa: Browser

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, staffModule] })
  bench = await httpBench(app)
  rosa = (await person('rosa@store.test', 'administrator')).browser
  await asProgram(async (work) => {
    await createTeam(work, { name: 'Billing' })
    await createTeam(work, { name: 'Safety' })
  })
})
afterAll(async () => {
  await bench?.close()
  await app?.close()
})

const asProgram = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)

async function person(email: string, role: StaffRole): Promise<{ id: string; browser: Browser }> {
  const { id, token } = await asProgram(async (work) => {
    const added = await addStaff(work, { name: email, email, role })
    const session = { realm: 'staff', subjectId: added, stage: 'full', method: 'password', device: 'Test' } as const
    return { id: added, token: (await createSession(work, { ...session, expiresAt: addHours(work.now, 72) })).token }
  })
  const browser = bench.browser()
  browser.cookies.set('mr_staff', token)
  return { id, browser }
}

async function bring(csv: string, more: object = {}, who = rosa): Promise<PeopleImport> {
  const answer = await who.call<PeopleImport>('POST /people-imports', { csv, ...more })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const found = async (email: string) => await findStaffByEmail(read(app, system('test')), email)
const mailed = async () => (await app.pool.query(`select payload from event where name = 'staff.invited'`)).rows.length

describe('people by CSV', () => {
  test('a dry run says what would change, and changes nothing; then it is so', async () => {
    const csv = 'email,name,role,teams,skills\nann@store.test,"Ann ""A"" Lee",senior,Billing; safety,LANG:DE;safety\n'
    const dry = await bring(csv, { dryRun: true })
    expect(dry).toEqual({
      dryRun: true,
      unchanged: 0,
      problems: [],
      people: [
        {
          line: 2,
          email: 'ann@store.test',
          name: 'Ann "A" Lee',
          change: 'added',
          fields: [
            { field: 'role', from: '', to: 'senior' },
            { field: 'skills', from: '', to: 'lang:de; safety' },
            { field: 'teams', from: '', to: 'Billing; Safety' },
          ],
        },
      ],
    })
    expect([await found('ann@store.test'), await mailed()]).toEqual([undefined, 0])
    expect((await bring(csv)).people).toEqual(dry.people)
    const ann = await found('ann@store.test')
    expect([ann?.name, ann?.role, await mailed()]).toEqual(['Ann "A" Lee', 'senior', 1])
    const id = ann?.id ?? ''
    const reader = read(app, system('test'))
    expect([(await teamsOf(reader, [id])).get(id)?.length, (await skillsOf(reader, [id])).get(id)]).toEqual([
      2,
      ['lang:de', 'safety'],
    ])
    // The same again is no change, and mails nobody.
    expect(await bring(csv)).toMatchObject({ people: [], unchanged: 1, problems: [] })
    expect(await mailed()).toBe(1)
  })

  test('a column that is missing and an empty cell leave things as they are; empty teams and skills are none', async () => {
    const { id } = await person('ben@store.test', 'associate')
    await asProgram((work) => setSkills(work, { id, skills: ['safety'] }))
    await bring('E-Mail;Role\r\nBEN@store.test;lead\r\n')
    expect(await found('ben@store.test')).toMatchObject({ role: 'lead', name: 'ben@store.test' })
    expect((await bring('email,name,role,active\nben@store.test,,,\n')).unchanged).toBe(1)
    expect((await skillsOf(read(app, system('test')), [id])).get(id)).toEqual(['safety'])
    expect((await bring('email,skills\nben@store.test,\n')).people[0]?.fields).toEqual([
      { field: 'skills', from: 'safety', to: '' },
    ])
  })

  test('bad lines are listed with the line and the reason, and good ones count', async () => {
    const { problems, people } = await bring(
      [
        'email,name,role,teams,skills,active',
        'not an address,X,senior,,,',
        'cy@store.test,Cy,senior,,,yes',
        'cy@store.test,Cy,lead,,,yes',
        'dot@store.test,Dot,boss,,,',
        '',
        'dot@store.test,Dot,lead,Nowhere,,',
        'eve@store.test,Eve,lead,,two words,',
        'flo@store.test,Flo,lead,,,maybe',
        'gus@store.test,,lead,,,',
        'hal@store.test,Hal,,,,',
        'ida@store.test,Ida,lead',
        '"jo@store.test","Jo\nLee",observer,,,',
        'off@store.test,Off,lead,,,no',
      ].join('\n'),
      { invite: false },
    )
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'email', 'email'],
      [4, 'email', 'twice'],
      [5, 'role', 'role'],
      [7, 'teams', 'team'],
      [8, 'skills', 'skill'],
      [9, 'active', 'active'],
      [10, 'name', 'name_needed'],
      [11, 'role', 'role_needed'],
      [12, null, 'ragged'],
    ])
    expect(people.map(({ line, email }) => [line, email])).toEqual([
      [3, 'cy@store.test'],
      [13, 'jo@store.test'],
    ])
    expect([await found('dot@store.test'), await found('off@store.test')]).toEqual([undefined, undefined])
  })

  test('whoever is switched off is signed out at once, and told of by the same fact as by hand', async () => {
    const { id, browser } = await person('kim@store.test', 'associate')
    expect((await browser.call('GET /staff/me')).status).toBe(200)
    expect((await bring('email,active\nkim@store.test,no\n')).people[0]).toMatchObject({ change: 'switched_off' })
    expect((await browser.call('GET /staff/me')).status).toBe(401)
    const { rows } = await app.pool.query(
      `select payload from event where name = 'staff.changed' order by id desc limit 1`,
    )
    expect(rows[0].payload).toMatchObject({ staffId: id, active: false })
    expect((await bring('email,active\nkim@store.test,yes\n')).people[0]).toMatchObject({ change: 'changed' })
  })

  test('nobody takes rights from themselves, and the last administrator stays one', async () => {
    for (const csv of ['email,role\nrosa@store.test,lead\n', 'email,active\nROSA@store.test,no\n'])
      expect((await bring(csv)).problems[0]).toMatchObject({ line: 2, code: 'yourself' })
    const { browser: second } = await person('lou@store.test', 'administrator')
    // Both at once would leave nobody.
    const both = await bring('email,role\nrosa@store.test,lead\nlou@store.test,lead\n', {}, second)
    expect(both.problems.map(({ code }) => code)).toEqual(['yourself'])
    expect(both.people.map(({ email }) => email)).toEqual(['rosa@store.test'])
    await asProgram((work) => addStaff(work, { name: 'Key', email: 'key@store.test', role: 'lead' }))
    await bring('email,role\nrosa@store.test,administrator\n', {}, second)
    expect((await bring('email,role\nlou@store.test,lead\n')).problems).toEqual([])
    expect((await bring('email,role\nrosa@store.test,lead\n')).problems[0]).toMatchObject({ code: 'yourself' })
    expect((await found('rosa@store.test'))?.role).toBe('administrator')
  })

  test('is for administrators, and says what is wrong with a file as a whole', async () => {
    const { browser } = await person('max@store.test', 'supervisor')
    expect((await browser.call('POST /people-imports', { csv: 'email\n' })).status).toBe(403)
    for (const csv of ['name,role\nA,lead\n', 'email,boss\n', 'email,email\n', 'email\n"open', '\u0001'])
      expect((await rosa.call('POST /people-imports', { csv })).status, csv).toBe(400)
    expect(() => readPeopleRows(`email\n${'a@b.test\n'.repeat(2_001)}`)).toThrow('up to 2000')
  })
})
