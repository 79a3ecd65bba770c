import { sql } from 'kysely'
import { anyOf, ofConversation, ofCustomer, ofPhone, ofVisitor, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'

import { openStates } from './machine.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

// What a line or a browser keeps of a call that is under way.
const ofPhoneWithin =
  (column: string) =>
  ({ phones }: { phones: readonly string[] }) =>
    sql<boolean>`exists (select from unnest(${[...phones]}::text[]) as number where position(number in t.${sql.ref(column)}::text) > 0)`

/** What it keeps of shoppers: that they were called, not where. */
export const callsPersonal: PersonalData = {
  tables: {
    call_attempt: null,
    call_pass: null,
    desk_phone: null,
    own_phone: null,
    phone_line: null,
    browser_call: { rows: ofPhoneWithin('call'), forget: 'rows' },
    line_call: { rows: ofPhoneWithin('call'), forget: 'rows' },
    phone_caller: { rows: anyOf(ofPhone('number'), ofVisitor()), forget: 'rows' },
    call_request: {
      rows: anyOf(ofCustomer(), ofVisitor(), ofConversation()),
      gives: { columns: ['number', 'state', 'asked_at', 'ended_at', 'outcome'] },
      forget: { set: { number: '', agreed: '' } },
    },
  },
  finds: async (reader, person) => {
    const rows = await db(reader)
      .selectFrom('call_request')
      .select('number')
      .distinct()
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .execute()
    return { phones: rows.map(({ number }) => number).filter((number) => number !== '') }
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('call_request')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('state', 'in', [...openStates])
      .executeTakeFirstOrThrow()
    return [{ what: 'call', count: Number(count) }]
  },
  retention: [
    {
      name: 'called-numbers',
      words: 'Numbers that were called',
      table: 'call_request',
      at: 'asked_at',
      usualDays: 400,
      leastDays: 30,
      where: () => sql<boolean>`t.number <> '' and t.state in ('done', 'given_up', 'canceled')`,
      then: { set: { number: '', agreed: '' } },
    },
  ],
}
