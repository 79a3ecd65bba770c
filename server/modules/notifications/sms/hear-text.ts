import type { FastifyReply, FastifyRequest } from 'fastify'
import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { readBody } from '#platform/contract/read-body'
import type { RawContext } from '#platform/contract/routes'
import { ApiError, notFound } from '#platform/errors'
import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { notificationChoicesChanged } from '../events.ts'
import { say } from '../format.ts'
import { voiceFor } from '../locale.ts'
import { smsPort, smsWebhookPath, smsWebhooks, type SmsNews } from '../ports.ts'
import type { NotificationTables } from '../tables.ts'
import { ownerOfNumber, startNumber, stopNumber } from './numbers.ts'

const db = tablesOf<NotificationTables>()

/** What the provider of texts tells. The signature is checked over our own public address, whatever the request calls it. */
export async function receiveText(
  { app, transact }: RawContext<object>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (!app.ports.has(smsWebhooks)) return notFound('webhook receiver')
  const rawBody = await readBody(request, limits.notifications.webhookBytes)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
  const news = await app.ports
    .get(smsWebhooks)
    .read({ url: `${app.config.publicUrl}${smsWebhookPath}`, headers, rawBody })
    .catch((error: unknown) => {
      if (error instanceof OutsideError && error.code === 'bad_signature')
        throw new ApiError('forbidden', 'bad_signature', 'The signature of this webhook does not fit.')
      throw error
    })
  await transact(async (work) => await takeIn(work, news), system('notifications.texts'))
  // An empty answer in the provider's own language: nothing is to be said by it.
  return await reply.code(200).type('text/xml').send('<Response></Response>')
}

async function takeIn(work: Work, news: SmsNews): Promise<void> {
  if (news.kind === 'status' && news.isFailed) {
    await db(work)
      .updateTable('short_message')
      .set({ state: 'failed', failure: news.code })
      .where('store_id', '=', work.storeId)
      .where('provider_reference', '=', news.reference)
      .execute()
  }
  if (news.kind !== 'text') return
  const said = wordOf(news.body)
  if (said === undefined) return
  if (said === 'stop') await stopNumber(work, news.from)
  if (said === 'start') await startNumber(work, news.from)
  const customerId = await ownerOfNumber(work, news.from)
  if (said !== 'help' && customerId)
    await work.emit(
      notificationChoicesChanged,
      { kind: 'customer', id: customerId },
      { customerId, topics: ['sms'], by: 'text', wanted: said === 'start' },
    )
  await work.enqueue(answerText, { number: news.from, said, customerId }, { key: `text:${news.reference}` })
}

type Said = 'stop' | 'start' | 'help'

const words: Record<Said, readonly string[]> = {
  stop: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'stopp', 'ende', 'إيقاف', 'توقف'],
  start: ['start', 'unstop', 'yes', 'ja', 'ابدأ'],
  help: ['help', 'info', 'hilfe', 'مساعدة'],
}

/** What a text to us asks for: one word, whatever stands around it. Anything else is not for us. */
export function wordOf(body: string): Said | undefined {
  const word = body
    .trim()
    .replaceAll(/[^\p{L}]+/gu, '')
    .toLowerCase()
  return (Object.keys(words) as Said[]).find((said) => words[said].includes(word))
}

/** Says that it was heard, once for each text. A provider that answers STOP itself refuses ours, and that is well. */
export const answerText = job<{ number: string; said: Said; customerId: string | null }>(
  'notifications.answer-text',
  { retryLimit: 3, retryDelaySeconds: 3 },
  async (context, { number, said, customerId }) => {
    if (!context.app.ports.has(smsPort)) return
    const reader = context.read()
    const store = await findStore(reader)
    const locale = customerId ? (await findCustomer(reader, customerId)).locale : null
    const speaker = { ...voiceFor(locale, store.locale), zone: store.timeZone }
    const { short } = speaker.catalog
    const message = { stop: short.stopped, start: short.started, help: short.help }[said]
    const body = say(speaker, message, { store: store.name, url: `${context.app.config.publicUrl}/contact` })
    try {
      await context.port(smsPort).send({ key: context.jobKey, to: number, body })
    } catch (error) {
      if (!(error instanceof OutsideError) || error.outcome !== 'refused') throw error
    }
  },
)
