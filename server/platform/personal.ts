import { sql, type RawBuilder } from 'kysely'
import type { Reader } from './work.ts'
import type { KeptReason } from './contract/kept-reasons.ts'

/** By what rows are known to belong to one person. Each module adds what it knows, in the order of the modules. */
export interface Person {
  /** The record that counts first. */
  readonly customerIds: readonly string[]
  readonly orderIds: readonly string[]
  readonly conversationIds: readonly string[]
  readonly visitorIds: readonly string[]
  /** In lower case. */
  readonly emails: readonly string[]
  /** As they are kept: E.164 where they could be read. */
  readonly phones: readonly string[]
  /** Names and lines of addresses, as they were written. */
  readonly words: readonly string[]
}

/** A condition on the rows of a table that the query calls `t`. */
export type Rows = (person: Person) => RawBuilder<boolean>

type Value = RawBuilder<unknown> | string | number | boolean | null

/** What one table holds of a person: what they are given of it, and what is left of it when their account is deleted. */
export interface PersonalTable {
  readonly rows: Rows
  /** The columns that a download gives, and of which rows; without them it gives nothing of this table. */
  readonly gives?: {
    readonly columns: readonly string[]
    readonly rows?: Rows
    /** A row as its person sees it elsewhere, where that is less than what is stored. */
    readonly as?: (row: Record<string, unknown>) => Record<string, unknown>
  }
  /**
   * What a deletion does: takes the rows away; sets columns and keeps the rest, in which nobody is known any more; or, where only
   * something written in passing may name the person, nothing but `scrubs`. Whatever is kept of somebody says why.
   */
  readonly forget: 'rows' | { readonly set: Readonly<Record<string, Value>> } | { readonly kept: KeptReason }
  /** Columns with words of others, or facts, in which the person's name, addresses, e-mail and numbers are blanked out. */
  readonly scrubs?: readonly string[]
  /** Recorded events that repeat what stands in these rows; they are blanked when the rows are emptied or taken away. */
  readonly told?: ToldIn
}

/** Events by what they are about, and which fields of their payload repeat what a row holds. */
export interface ToldIn {
  readonly names: readonly string[]
  /** Kinds of their subject. */
  readonly about: readonly string[]
  /** The column of the row that holds the subject's id. */
  readonly by: string
  /** The field of the payload that holds the row's own id, where one subject has many rows. */
  readonly key?: string
  /** Fields of the payload, as paths such as `author.name`, with what they hold then. Those that are not there stay away. */
  readonly blank: Readonly<Record<string, unknown>>
}

/** Something under way that a deletion waits for. */
export interface Unfinished {
  readonly what: 'order' | 'return' | 'refund' | 'charge' | 'dispute' | 'claim' | 'problem' | 'call'
  readonly count: number
}

/** How long something of people is kept. The store may choose otherwise. */
export interface RetentionRule {
  readonly name: string
  /** What goes, in words: "Addresses of mails that were handled". */
  readonly words: string
  readonly table: string
  /** The column with its age. */
  readonly at: string
  /** The table with that column, where it is the one above: its row has the same id. */
  readonly above?: string
  /** Null: forever, unless the store says otherwise. */
  readonly usualDays: number | null
  /** Sooner than that, something that runs would miss it. */
  readonly leastDays: number
  /** Which of the old rows, called `t`: at least those of which something is still left. */
  readonly where?: () => RawBuilder<boolean>
  readonly then: 'rows' | { readonly set: Readonly<Record<string, Value>> }
}

/** What a module keeps of people. Every table is named; `null` says that nothing in it is about a person but ids. */
export interface PersonalData {
  readonly tables: Readonly<Record<string, PersonalTable | null>>
  readonly retention?: readonly RetentionRule[]
  finds?(reader: Reader, person: Person): Promise<Partial<Person>>
  unfinished?(reader: Reader, person: Person): Promise<Unfinished[]>
}

const within = (column: string, ids: readonly string[]) => sql<boolean>`t.${sql.ref(column)} = any(${[...ids]}::text[])`

/** Rows that name the shopper. */
export const ofCustomer =
  (column = 'customer_id'): Rows =>
  (person) =>
    within(column, person.customerIds)

/** Rows about one of the shopper's orders. */
export const ofOrder =
  (column = 'order_id'): Rows =>
  (person) =>
    within(column, person.orderIds)

/** Rows of the shopper's conversations. */
export const ofConversation =
  (column = 'conversation_id'): Rows =>
  (person) =>
    within(column, person.conversationIds)

/** Rows of the browsers that wrote without an account. */
export const ofVisitor =
  (column = 'visitor_id'): Rows =>
  (person) =>
    within(column, person.visitorIds)

/** Rows that hold one of the person's e-mail addresses. */
export const ofEmail =
  (column: string): Rows =>
  (person) =>
    sql<boolean>`lower(t.${sql.ref(column)}) = any(${[...person.emails]}::text[])`

/** Rows that hold one of the person's telephone numbers. */
export const ofPhone =
  (column: string): Rows =>
  (person) =>
    within(column, person.phones)

/** Rows that hang on rows of another table of the same module: `belowOf('return_id', 'return_request', ofCustomer())`. */
export const belowOf =
  (column: string, parent: string, rows: Rows, key = 'id'): Rows =>
  (person) =>
    sql<boolean>`t.${sql.ref(column)} in (select ${sql.ref(`t.${key}`)} from ${sql.table(parent)} as t where ${rows(person)})`

/** Rows that any of these conditions takes. */
export const anyOf =
  (...all: readonly Rows[]): Rows =>
  (person) =>
    sql<boolean>`(${sql.join(
      all.map((each) => each(person)),
      sql` or `,
    )})`
