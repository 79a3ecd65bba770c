import ICAL from 'ical.js'

/** What a calendar part asks or says. Nothing of it is ever accepted by itself. */
export interface Invitation {
  /** REQUEST, CANCEL, REPLY, PUBLISH … */
  method: string
  uid: string
  sequence: number
  title: string
  /** As the organizer wrote it: local time and its zone, a day, or UTC. */
  starts: string
  ends: string
  place: string
  organizer: string
  isCancelled: boolean
}

/** The first event of a calendar part; undefined for what is none. */
export function readInvitation(text: string, declaredMethod: string | undefined): Invitation | undefined {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
    const event = calendar.getFirstSubcomponent('vevent') ?? calendar.getFirstSubcomponent('vtodo')
    if (!event) return undefined
    const method = String(calendar.getFirstPropertyValue('method') ?? declaredMethod ?? 'PUBLISH').toUpperCase()
    const value = (name: string) => String(event.getFirstPropertyValue(name) ?? '').slice(0, 500)
    return {
      method,
      uid: value('uid'),
      sequence: Number(value('sequence')) || 0,
      title: value('summary'),
      starts: momentOf(event, 'dtstart'),
      ends: momentOf(event, 'dtend'),
      place: value('location'),
      organizer: organizerOf(event),
      isCancelled: method === 'CANCEL' || value('status').toUpperCase() === 'CANCELLED',
    }
  } catch {
    return undefined
  }
}

/** The invitation in words, for somebody who sees nothing else of the mail. */
export function invitationInWords(invitation: Invitation): string {
  const { title, isCancelled, starts, ends, place, organizer } = invitation
  return [
    `${isCancelled ? 'Cancelled: ' : ''}${title || 'Invitation'}`,
    starts && (ends && ends !== starts ? `${starts} – ${ends}` : starts),
    place,
    organizer,
  ]
    .filter(Boolean)
    .join('\n')
}

function momentOf(event: ICAL.Component, name: string): string {
  const property = event.getFirstProperty(name)
  const time = property?.getFirstValue()
  if (!(time instanceof ICAL.Time)) return ''
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.UTC(time.year, time.month - 1, time.day),
  )
  if (time.isDate) return day
  const twoDigits = (part: number) => String(part).padStart(2, '0')
  const zone = property?.getFirstParameter('tzid') ?? (time.zone?.tzid === 'UTC' ? 'UTC' : '')
  return `${day} ${twoDigits(time.hour)}:${twoDigits(time.minute)} ${zone}`.trim()
}

function organizerOf(event: ICAL.Component): string {
  const property = event.getFirstProperty('organizer')
  if (!property) return ''
  const address = String(property.getFirstValue() ?? '').replace(/^mailto:/i, '')
  const name = property.getFirstParameter('cn')
  return name && name !== address ? `${name} <${address}>` : address
}
