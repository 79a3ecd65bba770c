import { withoutPlus } from '../plain-address.ts'
import type { MailPerson } from '../reading/addresses.ts'

export interface Recipients {
  to: MailPerson[]
  cc: MailPerson[]
}

interface Answered {
  from: MailPerson | undefined
  replyTo: readonly MailPerson[]
  to: readonly MailPerson[]
  cc: readonly MailPerson[]
  deliveredTo: readonly string[]
}

/**
 * Who an answer goes to: the writer alone, or with everybody else who was written to. Never an address of our own: neither a
 * mailbox nor the alias over which the mail came. Empty where only we would be left, which is refused before it is sent.
 */
export function replyRecipients(mail: Answered, ownAddresses: readonly string[], toAll: boolean): Recipients {
  const own = new Set(ownAddresses.map(withoutPlus))
  // What a mail says that it came over is an alias of ours that nobody registered, or was written by whoever sent it.
  const over = new Set(mail.deliveredTo.map(withoutPlus))
  const others = (people: readonly MailPerson[]) => people.filter(({ address }) => !own.has(withoutPlus(address)))
  const notOver = (people: readonly MailPerson[]) =>
    others(people).filter(({ address }) => !over.has(withoutPlus(address)))
  const asked = notOver(mail.replyTo)
  const to = unique(asked.length > 0 ? asked : others(mail.from ? [mail.from] : []))
  if (!toAll) return { to, cc: [] }
  const known = new Set(to.map(({ address }) => address.toLowerCase()))
  return {
    to,
    cc: unique(notOver([...mail.to, ...mail.cc])).filter(({ address }) => !known.has(address.toLowerCase())),
  }
}

function unique(people: readonly MailPerson[]): MailPerson[] {
  return people.filter(
    ({ address }, at) => people.findIndex((other) => other.address.toLowerCase() === address.toLowerCase()) === at,
  )
}
