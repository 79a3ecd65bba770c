import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { deviceName } from '#platform/auth/device-name'
import { networkOf } from '#platform/auth/network-of'
import { placeOf } from '#platform/auth/place-of'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { AccountEventKind } from '../contract.ts'
import type { AccountEventRow, CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/** From where something was done, as its owner would recognize it. */
export interface From {
  device: string
  network: string | null
  place: string | null
}

/** From where a request comes: the device by its own words, the beginning of its network address, and a place where a proxy tells one. */
export function fromOf(app: App, request: FastifyRequest): From {
  return {
    device: deviceName(request.headers['user-agent']),
    network: shownNetwork(request.ip),
    place: placeOf(app, request) ?? null,
  }
}

/** As much of a network address as tells home from elsewhere. */
export function shownNetwork(address: string | null): string | null {
  if (!address) return null
  const network = networkOf(address)
  return network.includes(':') ? network : network.replace(/\.\d+$/, '.…')
}

/** Notes what happened on an account, for its owner. `detail` is a name, or how an address or number ends; never a secret. */
export async function noteAccountEvent(
  work: Work,
  event: { customerId: string; kind: AccountEventKind; from?: From; detail?: string },
): Promise<void> {
  await db(work)
    .insertInto('account_event')
    .values({
      store_id: work.storeId,
      id: work.newId('aev'),
      customer_id: event.customerId,
      kind: event.kind,
      device: event.from?.device ?? null,
      network: event.from?.network ?? null,
      place: event.from?.place ?? null,
      detail: event.detail ?? null,
      at: work.now,
    })
    .execute()
  await db(work)
    .deleteFrom('account_event')
    .where('store_id', '=', work.storeId)
    .where('customer_id', '=', event.customerId)
    .where('at', '<', addDays(work.now, -limits.signIn.accountEventDays))
    .execute()
}

/** What happened on an account, the newest first. */
export async function listAccountEvents(reader: Reader, customerIds: readonly string[]): Promise<AccountEventRow[]> {
  return await db(reader)
    .selectFrom('account_event')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limits.signIn.accountEvents)
    .execute()
}
