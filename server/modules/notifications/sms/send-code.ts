import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { codeOf, findCode } from '#platform/auth/one-time-codes'
import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { say } from '../format.ts'
import { voiceFor } from '../locale.ts'
import { smsPort } from '../ports.ts'
import { isStopped } from './numbers.ts'

/** Texts a code. It is made here and stored nowhere. */
export const sendSmsCode = job<{ codeId: string; customerId: string; number: string }>(
  'notifications.send-code',
  { retryLimit: 3, retryDelaySeconds: 3 },
  async (context, { codeId, customerId, number }) => {
    const reader = context.read()
    const code = await findCode(reader, codeId)
    if (!code || code.used_at || code.expires_at <= reader.now || (await isStopped(reader, number))) return
    const [store, customer] = [await findStore(reader), await findCustomer(reader, customerId)]
    const speaker = { ...voiceFor(customer.locale, store.locale), zone: store.timeZone }
    const body = say(speaker, speaker.catalog.short.code, {
      code: codeOf(context.app.config, codeId),
      store: store.name,
    })
    try {
      await context.port(smsPort).send({ key: context.jobKey, to: number, body })
    } catch (error) {
      // A number that takes no texts stays unproved, and its owner sees that no code came.
      if (!(error instanceof OutsideError) || error.outcome !== 'refused') throw error
    }
  },
)
