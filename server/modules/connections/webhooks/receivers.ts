import { findChange, settleChange, storefrontPort } from '#modules/changes'
import { paymentPort, settleMovement } from '#modules/refunds'
import { labelPort, receiveReturnScans } from '#modules/returns'
import { ApiError } from '#platform/errors'
import type { JobContext } from '#platform/jobs/job'
import type { Ports } from '#platform/port'

/** A webhook as it arrived: header names in lower case, the bytes before any parsing, the time by the wall clock. */
export interface Delivery {
  headers: Record<string, string>
  rawBody: Uint8Array
  receivedAt: Date
}

/** What a webhook is about. It is a hint: the truth is looked up at its sender. */
export interface Notice {
  deliveryId: string
  key: string
  /** The sender's own id of it, for senders that cannot be asked by key. */
  reference?: string
  about?: 'change' | 'payment'
}

/** One kind of sender. */
export interface Receiver {
  isConnected(ports: Ports): boolean
  /** Checks the signature; undefined when it is about something that does not concern us. */
  read(ports: Ports, delivery: Delivery): Notice | undefined
  /** Looks up at the sender what has become of it, and records that. A notice about something unknown does nothing. */
  act(context: JobContext, notice: Notice): Promise<void>
}

/** Who may send webhooks, by the last part of the path. */
export const receivers: Readonly<Record<string, Receiver>> = {
  payments: {
    isConnected: (ports) => ports.has(paymentPort),
    read: (ports, delivery) => ports.get(paymentPort).readNotice(delivery),
    act: actOnPayment,
  },
  labels: {
    isConnected: (ports) => ports.has(labelPort),
    read: (ports, delivery) => ports.get(labelPort).readNotice(delivery),
    async act(context, { key: trackingNumber }) {
      const scans = await context.port(labelPort).track(trackingNumber)
      if (scans.length === 0) return
      await isOurs(() => context.transact((work) => receiveReturnScans(work, { id: trackingNumber, scans })))
    },
  },
  storefronts: {
    isConnected: (ports) => ports.has(storefrontPort),
    read: (ports, delivery) => ports.get(storefrontPort).readNotice(delivery) ?? paymentNotice(ports, delivery),
    async act(context, notice) {
      if (notice.about === 'payment') return actOnPayment(context, notice)
      const { key: changeId } = notice
      // The storefront knows a change by our own id of it.
      if (!(await isOurs(() => findChange(context.read(), changeId)))) return
      const outcome = await context.port(storefrontPort).lookUp(changeId)
      if (outcome) await context.transact((work) => settleChange(work, { changeId, outcome }))
    },
  },
}

async function actOnPayment(context: JobContext, { key, reference }: Notice): Promise<void> {
  const movement = await context.port(paymentPort).lookUp(key, { reference })
  if (movement) await context.transact((work) => settleMovement(work, key, movement))
}

/** A storefront that moves the money itself tells of refunds among everything else. */
function paymentNotice(ports: Ports, delivery: Delivery): Notice | undefined {
  if (!ports.has(paymentPort) || ports.get(paymentPort).noticesComeWith !== 'storefronts') return undefined
  const notice = ports.get(paymentPort).readNotice(delivery)
  return notice && { ...notice, about: 'payment' }
}

async function isOurs(find: () => Promise<unknown>): Promise<boolean> {
  return find().then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiError && error.type === 'not_found') return false
      throw error
    },
  )
}
