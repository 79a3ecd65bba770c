import { importConversations, openConversation, postMessage } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { orderIdsByReference } from '#modules/orders'
import type { App } from '#platform/app'
import { type Actor, system } from '#platform/auth/actor'
import { defaultSource } from '#platform/reference'
import { addHours } from '#platform/time'
import { read, transact } from '#platform/work'
import { emailOf } from '../testing/world.ts'

const seed = system('demonstration')

/** Somebody of the store, by name. */
type Desk = Readonly<Record<'sam' | 'ines', Actor>>

/**
 * What lies on the desk of the demonstration store when it is opened first: somebody who waits for whoever is free, one who waits for
 * whoever speaks German, one whom Sam answered and who wrote again, and a mail that was solved yesterday. The same again changes nothing.
 * @param staff ids of the people, by their names in the world
 */
export async function seedConversations(app: App, staff: Readonly<Record<string, string>>): Promise<void> {
  const desk: Desk = {
    sam: { kind: 'staff', staffId: staff.sam ?? '', role: 'associate' },
    ines: { kind: 'staff', staffId: staff.ines ?? '', role: 'senior' },
  }
  await begin(app, 'ben', {
    hoursAgo: 3,
    order: 'LK-1023',
    text: 'Hi, two of my four mugs came. Are the other two still on their way, or did something go wrong?',
    clientId: 'demonstration-mugs',
    then: [
      [
        2.5,
        desk.sam,
        'Hello Ben, they left in a parcel of their own. I’m asking the carrier where it is, and tell you today.',
      ],
      [0.6, 'shopper', 'Thank you, Sam! They are a birthday present for Saturday. Will they make it by then?'],
    ],
  })
  await begin(app, 'emma', {
    hoursAgo: 0.8,
    order: 'LK-1027',
    text: 'Hallo, die Wolldecke ist schön, passt aber leider nicht zum Sofa. Wie lange kann ich sie zurückschicken, und kostet das etwas?',
    clientId: 'demonstration-throw',
    locale: 'de-DE',
    then: [],
  })
  await begin(app, 'ava', {
    hoursAgo: 0.3,
    order: 'LK-1013',
    text: 'Is the rain jacket cut large? I took M and wonder whether S would have been better.',
    clientId: 'demonstration-jacket',
    then: [],
  })
  await solvedByMail(app)
}

interface Story {
  hoursAgo: number
  order: string
  text: string
  clientId: string
  locale?: string
  /** What was written after it: how many hours ago, by whom, and what. */
  then: [number, Actor | 'shopper', string][]
}

async function begin(app: App, name: string, { hoursAgo, order, then, ...first }: Story): Promise<void> {
  const reader = read(app, seed)
  const { id: customerId } = await findCustomer(reader, `ref:${defaultSource}:${name}`)
  const orderId = (await orderIdsByReference(reader, defaultSource, [order])).get(order)
  if (!orderId) throw new Error(`The demonstration store lacks ${order}.`)
  const shopper: Actor = { kind: 'shopper', customerId }
  const { conversation } = await did(app, hoursAgo, shopper, (work) =>
    openConversation(work, { ...first, channel: 'web', about: { kind: 'order', id: orderId } }),
  )
  for (const [index, [ago, who, text]] of then.entries())
    await did(app, ago, who === 'shopper' ? shopper : who, (work) =>
      postMessage(work, { id: conversation.id, text, clientId: `${first.clientId}-${index}` }),
    )
}

async function solvedByMail(app: App): Promise<void> {
  const now = app.clock.now()
  const at = (hoursAgo: number) => addHours(now, -hoursAgo)
  const grace = { kind: 'shopper', name: 'Grace Kim', email: emailOf('grace') } as const
  await transact(app, seed, (work) =>
    importConversations(work, 'demonstration', [
      {
        reference: 'gift-note',
        subject: 'A note with the gift?',
        channel: 'mail',
        state: 'resolved',
        openedAt: at(30),
        resolvedAt: at(27),
        customer: { reference: 'grace', email: emailOf('grace'), name: 'Grace Kim' },
        order: null,
        assignee: null,
        tags: ['gift'],
        locale: 'en-US',
        messages: [
          {
            reference: 'gift-note-1',
            at: at(30),
            author: grace,
            text: 'Hello, can I add a few words to a gift that is already on its way?',
            note: false,
            files: [],
          },
          {
            reference: 'gift-note-2',
            at: at(28),
            author: { kind: 'staff', name: 'Ines Duarte', email: 'ines@larkspur.test' },
            text: 'Hello Grace, the parcel is closed, but we can mail your words to whoever gets it, on the day it arrives. What shall it say?',
            note: false,
            files: [],
          },
          {
            reference: 'gift-note-3',
            at: at(27.5),
            author: grace,
            text: 'That is even better: “Happy new home! Grace”. Thank you!',
            note: false,
            files: [],
          },
        ],
      },
    ]),
  )
}

async function did<T>(app: App, hoursAgo: number, actor: Actor, run: Parameters<typeof transact<T>>[2]): Promise<T> {
  const then = addHours(app.clock.now(), -hoursAgo)
  return await transact({ ...app, clock: { ...app.clock, now: () => then } }, actor, run)
}
