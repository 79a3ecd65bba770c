import { findCustomer, identityIdsOf } from '#modules/customers'
import { findStore } from '#modules/stores'
import { openCode, takeCode } from '#platform/auth/one-time-codes'
import { countTry, type TallyRule } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { invalid, refuse } from '#platform/errors'
import { readPhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { smsPort } from '../ports.ts'
import { selfOf } from '../self.ts'
import type { NotificationTables } from '../tables.ts'
import { limits } from '../../../limits.ts'
import { isStopped, numberOf } from './numbers.ts'
import { sendSmsCode } from './send-code.ts'

const db = tablesOf<NotificationTables>()

const perShopper: TallyRule = { name: 'text codes for', ...limits.notifications.codes }
const perNumber: TallyRule = { name: 'text codes to', ...limits.notifications.codes }

/** Notes the number for texts and sends a code there: nothing else goes to a number before its owner said it is theirs. */
export async function askForTexts({ app, transact }: RawContext<{ phone: string }>, phone: string): Promise<void> {
  if (!app.ports.has(smsPort)) refuse('sms_not_connected', {}, 'This store does not send texts.')
  const outcome = await transact(async (work) => await askOnce(work, phone))
  if (outcome === 'too_many') refuse('too_many_codes', {}, 'That was often. Please try again in an hour.')
}

async function askOnce(work: Work, phone: string): Promise<'asked' | 'too_many'> {
  const { id } = await findCustomer(work, selfOf(work))
  const number = readPhoneNumber(phone, (await findStore(work)).country)
  if (!number) return invalid('phone', 'should be a phone number, with its country code if it is from elsewhere')
  if (await isStopped(work, number))
    refuse('sms_stopped', {}, 'This number answered STOP to us. Text START to us from it, and try again.')
  const counts = [await countTry(work, perShopper, id), await countTry(work, perNumber, number)]
  if (counts.some(({ allowed }) => !allowed)) return 'too_many'
  await db(work)
    .insertInto('sms_number')
    .values({ store_id: work.storeId, customer_id: id, number, confirmed_at: null, asked_at: work.now })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'customer_id']).doUpdateSet({ number, confirmed_at: null, asked_at: work.now }),
    )
    .execute()
  const codeId = await openCode(work, purposeOf(id), number)
  await work.enqueue(sendSmsCode, { codeId, customerId: id, number }, { key: `${codeId}:${work.now.getTime()}` })
  return 'asked'
}

/** Takes the code that was texted. A wrong one stays counted. */
export async function confirmNumber({ app, transact }: RawContext<{ code: string }>, code: string): Promise<void> {
  const outcome = await transact(async (work) => {
    const { id } = await findCustomer(work, selfOf(work))
    const row = await numberOf(work, id)
    if (!row) return 'code_wrong'
    const taken = await takeCode(work, app.config, purposeOf(id), row.number, code)
    if (typeof taken === 'string') return taken
    const { numUpdatedRows } = await db(work)
      .updateTable('sms_number')
      .set({ confirmed_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('customer_id', '=', row.customer_id)
      // Another one may have been given in this moment, which nobody has proved.
      .where('number', '=', row.number)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 0n ? 'code_wrong' : null
  })
  if (outcome) refuse(outcome, {}, 'That code does not fit. Look at the newest text, or ask for another one.')
}

/** The number is forgotten. */
export async function forgetNumber(work: Work): Promise<void> {
  const row = await numberOf(work, selfOf(work))
  if (!row) return
  await db(work)
    .deleteFrom('sms_number')
    .where('store_id', '=', work.storeId)
    .where('customer_id', '=', row.customer_id)
    .execute()
}

/** The number that was given since a moment is forgotten: whoever gave it was not the owner of the account. */
export async function forgetNumberSince(work: Work, customerId: string, since: Date): Promise<void> {
  const { id } = await findCustomer(work, customerId)
  await db(work)
    .deleteFrom('sms_number')
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', await identityIdsOf(work, id))
    .where('asked_at', '>=', since)
    .execute()
}

function purposeOf(customerId: string): string {
  return `texts:${customerId}`
}
