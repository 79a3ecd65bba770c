import type { Twilio } from 'twilio'
import type { OutsideError } from '#platform/outside-error'
import { twilioError } from './client.ts'
import type { Documents } from './documents.ts'
import { secondsOf } from './documents.ts'
import { type Heard, isOver, type Leg, type LegStatus, type LineCall, placeFor } from './line-call.ts'

/** What is done with single legs at the provider. Everything throws `OutsideError`. */
export interface TwilioLegs {
  create(call: LineCall, leg: Leg): Promise<string>
  /** One that was asked for and not answered: the newest call to that address since, which no other call of ours has. */
  find(call: LineCall, leg: Leg): Promise<string | undefined>
  look(sid: string): Promise<Heard | undefined>
  /** The leg that was called from another one. */
  lookBelow(sid: string): Promise<Heard | undefined>
  /** What is over already is no error. */
  end(sid: string): Promise<void>
  move(sid: string, document: string): Promise<void>
  /** Whether a leg has to be hung up by us: most end by themselves with the one that they are joined to. */
  isToEnd(call: LineCall, leg: Leg, options: { thorough: boolean }): boolean
  /** Whether a leg has to be sent elsewhere by us: the other one of the two comes along by itself. */
  isToMove(call: LineCall, leg: Leg): boolean
}

interface Surroundings {
  client(): Promise<Twilio>
  documents(): Promise<Documents>
  urlOf(step: string, about: { callId: string; key: string }): string
  isKnown(sid: string): Promise<boolean>
}

/** A move that was not answered so long was made by a process that is gone. */
const lostMoveMs = 20_000
/** By so much the provider's clock may be behind ours. */
const skewMs = 5_000

export function twilioLegs({ client, documents, urlOf, isKnown }: Surroundings): TwilioLegs {
  const asked = async <T>(ask: (twilio: Twilio) => Promise<T>): Promise<T> => {
    try {
      return await ask(await client())
    } catch (error) {
      throw twilioError(error)
    }
  }
  return {
    create: (call, leg) =>
      asked(async (twilio) => {
        const { sid } = await twilio.calls.create({
          to: leg.address,
          from: call.callerId,
          twiml: (await documents()).askAgent(call, leg),
          timeout: secondsOf(leg.ringMs),
          statusCallback: urlOf('status', { callId: call.callId, key: leg.key }),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          statusCallbackMethod: 'POST',
        })
        return sid
      }),
    find: (call, leg) =>
      asked(async (twilio) => {
        const since = (leg.askedAt ?? Date.now()) - skewMs
        const recent = await twilio.calls.list({ to: leg.address, limit: 20 })
        for (const { sid, from, direction, dateCreated } of recent) {
          if (direction !== 'outbound-api' || from !== call.callerId || dateCreated.getTime() < since) continue
          if (!(await isKnown(sid))) return sid
        }
        return undefined
      }),
    look: (sid) =>
      asked(async (twilio) => {
        const { status } = await twilio.calls(sid).fetch()
        return { sid, status: status as LegStatus }
      }).catch((error: OutsideError) => {
        if (error.code === 'unknown_call') return undefined
        throw error
      }),
    lookBelow: (parentCallSid) =>
      asked(async (twilio) => {
        const [found] = await twilio.calls.list({ parentCallSid, limit: 1 })
        return found && { sid: found.sid, status: found.status as LegStatus }
      }),
    end: (sid) =>
      asked(async (twilio) => void (await twilio.calls(sid).update({ status: 'completed' }))).catch(
        (error: OutsideError) => {
          if (error.code !== 'unknown_call') throw error
        },
      ),
    move: (sid, twiml) => asked(async (twilio) => void (await twilio.calls(sid).update({ twiml }))),
    isToEnd(call, leg, { thorough }) {
      if (isOver(leg)) return false
      const isKnownOrAsked = leg.sid !== null || leg.askedAt !== null
      if (call.outcome === null && call.hangup === null)
        return leg.side === 'agent' && leg.hasAccepted && leg.key !== call.speaking
      if (leg.side === 'agent' && leg.key !== call.speaking) return isKnownOrAsked
      return leg.sid !== null && (call.hangup !== null || thorough || call.place !== 'dial')
    },
    isToMove(call, leg) {
      const place = placeFor(call, leg)
      if (place === undefined || place === 'dial' || leg.sid === null) return false
      if (leg.at === place) return leg.movingSince !== null && Date.now() - leg.movingSince > lostMoveMs
      if (leg.side === 'agent') return leg.at !== 'dial'
      // Out of a room it comes by itself when the agent leaves, unless it goes to another one first.
      return !leg.at.startsWith('room') || place.startsWith('room')
    },
  }
}
