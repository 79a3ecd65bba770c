import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postMessage } from '#modules/conversations'
import { emailPort, type OutgoingMail } from '#modules/mail'
import { addDays, addMinutes } from '#platform/time'
import { transact } from '#platform/transact'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { runJobs, runUntil } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let ava: TestClient
let sam: TestClient
let stranger: TestClient
const sent: OutgoingMail[] = []
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  shop.app.ports.set(emailPort, {
    send: async (mail) => {
      sent.push(mail)
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  server = await testServer(shop.app)
  ava = server.client(shop.as('ava'))
  sam = server.client(shop.as('sam'))
  stranger = server.client('anonymous')
})
beforeEach(() => void (sent.length = 0))
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

let count = 0
const now = () => shop.app.clock.now()
const later = (minutes: number) => runUntil(shop.app, addMinutes(now(), minutes))
const resolve = (id: string) => sam.call('POST /conversations/:id/resolution', { id, cause: 'late' })
const surveysOf = (id: string) =>
  shop.app.db.selectFrom('survey').selectAll().where('conversation_id', '=', id).orderBy('asked_at').execute()
const answersOf = (id: string) =>
  shop.app.db.selectFrom('survey_answer').selectAll().where('survey_id', '=', id).orderBy('at').execute()

const reply = (id: string) =>
  sam.call('POST /conversations/:id/messages', { id, text: 'It comes tomorrow.', clientId: `the-reply-${++count}` })

async function solved(answers: (id: string) => Promise<unknown> = reply): Promise<string> {
  const { conversation } = await ava.call('POST /conversations', { text: `Where is it? ${++count}` })
  await sam.call('POST /conversations/:id/assignment', { id: conversation.id, staff: 'stf_sam' })
  await answers(conversation.id)
  await resolve(conversation.id)
  return conversation.id
}

/** The survey of a conversation that was asked about, and the token in its mail. */
async function asked(): Promise<{ id: string; surveyId: string; token: string; mail: OutgoingMail }> {
  const id = await solved()
  await later(30)
  const mail = sent.find(({ subject }) => subject === 'Did we solve it?')
  const [, surveyId = '', token = ''] = /\/survey\/(srv_\w+)\?token=([\w-]+)&solved=yes/.exec(mail?.text ?? '') ?? []
  return { id, surveyId, token, mail: mail as OutgoingMail }
}

const show = (surveyId: string, token: string, client = stranger) =>
  client.send('GET', `/surveys/${surveyId}?token=${token}`)
const answer = (surveyId: string, token: string | undefined, body: Record<string, unknown>, client = stranger) =>
  client.send('POST', `/surveys/${surveyId}/answer`, { body: { ...(token ? { token } : {}), ...body } })

describe('surveys', () => {
  it('HC-48a whatever opens the link, nothing is stored', async () => {
    const { surveyId, token, mail } = await asked()
    expect(mail.html).toContain(`&amp;solved=no`)
    for (let time = 0; time < 10; time++) {
      await fetch(`${server.url}/api/v1/surveys/${surveyId}?token=${token}`, { method: 'HEAD' })
      expect(await show(surveyId, token)).toMatchObject({ status: 200, body: { solved: null, answeredAt: null } })
    }
    expect(await answersOf(surveyId)).toEqual([])
  })

  it('HC-48b HC-48c the last answer counts, each is kept, and the same one again is no other', async () => {
    const { id, surveyId, token } = await asked()
    expect(await answer(surveyId, token, { solved: true })).toMatchObject({ status: 200, body: { solved: true } })
    await answer(surveyId, token, { solved: true })
    await later(5)
    const bad = { solved: false, reason: 'not_solved_yet', comment: '  It came back broken 👩‍👩‍👧 ' }
    await Promise.all([answer(surveyId, token, bad), answer(surveyId, token, bad), answer(surveyId, token, bad)])
    expect((await answersOf(surveyId)).map((row) => row.solved)).toEqual([true, false])
    const [row] = await surveysOf(id)
    expect(row).toMatchObject({ solved: false, reason: 'not_solved_yet', comment: 'It came back broken 👩‍👩‍👧' })
    expect(await shop.events('survey.answered')).toHaveLength(2)
    await answer(surveyId, token, { solved: true, reason: 'unkind' })
    expect((await surveysOf(id))[0]).toMatchObject({ solved: true, reason: null, comment: null })
  })

  it('HC-48d one within the hour, a new one after a month, each with its resolution and its person', async () => {
    const id = await solved()
    await later(10)
    await ava.call('POST /conversations/:id/reopening', { id })
    await later(25)
    expect(await surveysOf(id)).toEqual([])
    await resolve(id)
    await later(29)
    expect(await surveysOf(id)).toEqual([])
    await later(1)
    expect(await surveysOf(id)).toHaveLength(1)
    await sam.call('POST /conversations/:id/reopening', { id })
    await resolve(id)
    await later(60)
    expect(await surveysOf(id)).toHaveLength(1)
    // A week is over: the matter goes on in a new conversation of its own.
    await runUntil(shop.app, addDays(now(), 30))
    const again = await ava.call('POST /conversations/:id/messages', { id, text: 'Again', clientId: 'again-1234' })
    await reply(again.conversation.id)
    await resolve(again.conversation.id)
    await later(30)
    const rows = [...(await surveysOf(id)), ...(await surveysOf(again.conversation.id))]
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map((row) => row.resolution_id)).size).toBe(2)
    expect(rows.map((row) => row.staff_id)).toEqual(['stf_sam', 'stf_sam'])
    const resolutions = await shop.app.db.selectFrom('resolution').select('id').execute()
    for (const row of rows) expect(resolutions.map((each) => each.id)).toContain(row.resolution_id)
  })

  it('HC-48e after its end it is over, politely, and tells a stranger nothing', async () => {
    const { surveyId, token } = await asked()
    await answer(surveyId, token, { solved: false, comment: 'Secret' })
    await runUntil(shop.app, addDays(now(), 60))
    expect(await answer(surveyId, token, { solved: true })).toMatchObject({
      status: 422,
      body: { error: { code: 'survey_over', message: expect.stringMatching(/^Thank you/) } },
    })
    expect((await show(surveyId, token)).body).toMatchObject({ solved: null, comment: null, answeredAt: null })
    expect((await answersOf(surveyId)).map((row) => row.solved)).toEqual([false])
  })

  it('is not asked of whoever lost somebody, nor with the question off', async () => {
    const { customerId } = shop.as('ava') as { customerId: string }
    const flag = (on: boolean) =>
      sam.call('PUT /customers/:id/flags/:flag', { id: customerId, flag: 'bereavement', on })
    const id = await solved()
    await flag(true)
    await later(60)
    expect(await surveysOf(id)).toEqual([])
    await flag(false)
    await shop.rules({ 'survey.question': 'off' })
    const other = await solved()
    await later(60)
    expect(await surveysOf(other)).toEqual([])
    await shop.rules({})
  })

  it('is not asked where no person answered', async () => {
    const broadcast = (id: string) =>
      transact(shop.app, { kind: 'system', name: 'incidents' }, (work) =>
        postMessage(work, { id, text: 'Parcels from Leipzig are late.' }),
      )
    for (const answers of [broadcast, async () => undefined]) {
      const id = await solved(answers)
      await later(60)
      expect(await surveysOf(id)).toEqual([])
    }
  })

  it('answers in the chat too, and to nobody else', async () => {
    const { id, surveyId } = await asked()
    expect((await ava.call('GET /conversations/:id/survey', { id })).survey).toMatchObject({
      id: surveyId,
      solved: null,
    })
    expect((await answer(surveyId, undefined, { solved: true }, ava)).status).toBe(200)
    const ben = server.client(shop.as('ben'))
    for (const [client, token] of [
      [ben, ''],
      [stranger, ''],
      [stranger, 'A'.repeat(43)],
    ] as const) {
      const shown = await show(surveyId, token, client)
      expect(shown).toMatchObject({ status: 404 })
      expect(shown.body).toEqual((await show('srv_none', token, client)).body)
      expect((await answer(surveyId, token, { solved: true }, client)).status).toBe(404)
    }
    expect((await answer(surveyId, undefined, { solved: true }, sam)).status).toBe(403)
    expect((await answer(surveyId, undefined, { solved: 'yes' }, ava)).body).toMatchObject({
      error: { param: 'solved' },
    })
    expect((await ben.send('GET', `/conversations/${id}/survey`)).status).toBe(404)
  })

  it('the token is stored nowhere', async () => {
    const { surveyId, token } = await asked()
    await runJobs(shop.app)
    const rows = await shop.app.db
      .selectFrom('notification')
      .selectAll()
      .where('template', '=', 'survey_asked')
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(JSON.stringify(row)).not.toContain(token)
    expect((await show(surveyId, token)).status).toBe(200)
  })
})
