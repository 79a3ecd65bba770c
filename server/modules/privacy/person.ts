import { customerIdsOf, provedIdsOf } from '#modules/customers'
import type { Module } from '#platform/module'
import type { Person } from '#platform/personal'
import type { Reader } from '#platform/work'
import { platformPersonal } from './platform-tables.ts'

/** The modules whose tables hold something of people, in their order; the platform's own and what this one keeps come last. */
export interface Holder {
  readonly name: string
  readonly personal: Module['personal']
}

let modules: () => readonly Module[] = () => []

/** Names the modules of the program, which say what each keeps of people. */
export function peopleAreKeptBy(all: () => readonly Module[]): void {
  modules = all
}

const platform: Holder = { name: 'platform', personal: platformPersonal }

/** Everybody who keeps something of people. */
export function allHolders(): Holder[] {
  return [...modules(), platform]
}

/** The same, those first whose rows are found through rows of others: a sign-in elsewhere through its session here. */
export function holdersFromTop(): Holder[] {
  return [...modules().toReversed(), platform]
}

/**
 * Everything by which rows are known to belong to a shopper.
 * @param options.whole the person with all identities that colleagues merged; otherwise those that the shopper proved to be theirs
 */
export async function personOf(
  reader: Reader,
  customerId: string,
  { whole = false }: { whole?: boolean } = {},
): Promise<Person> {
  let person: Person = {
    customerIds: whole ? await customerIdsOf(reader, customerId) : await provedIdsOf(reader, customerId),
    orderIds: [],
    conversationIds: [],
    visitorIds: [],
    emails: [],
    phones: [],
    words: [],
  }
  for (const { personal } of allHolders()) {
    const found = await personal.finds?.(reader, person)
    if (found) person = joined(person, found)
  }
  return person
}

function joined(person: Person, found: Partial<Person>): Person {
  const both = <K extends keyof Person>(key: K) => [...new Set([...person[key], ...(found[key] ?? [])])]
  return {
    customerIds: person.customerIds,
    orderIds: both('orderIds'),
    conversationIds: both('conversationIds'),
    visitorIds: both('visitorIds'),
    emails: both('emails'),
    phones: both('phones'),
    words: both('words').filter((word) => word.trim() !== ''),
  }
}
