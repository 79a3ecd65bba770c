import type { default as VoiceResponseClass } from 'twilio/lib/twiml/VoiceResponse.js'
import type { IncomingAnswer } from '../../../modules/calls/ports.ts'
import type { Leg, LineCall } from './line-call.ts'

/** What the provider is told to do with a leg: TwiML, made by its own builder. */
export interface Documents {
  /** To an agent whose phone answers: is that a person? */
  askAgent(call: LineCall, leg: Leg): string
  /** To an agent who accepted: the shopper is called and joined. */
  dial(call: LineCall, leg: Leg): string
  /** Nobody hears anything until they are sent elsewhere. No music. */
  quiet(call: LineCall, leg: Leg): string
  /** Into the room where the other one is. */
  room(call: LineCall, leg: Leg): string
  hangUp(): string
  nothing(): string
  /** To somebody who rings the store. */
  answer(answer: IncomingAnswer): string
}

export interface DocumentSettings {
  /** The address of a step of a leg, or of a caller. */
  urlOf(step: string, about?: { callId: string; key: string }): string
  /** Language in which agents are asked. */
  locale: string
  /** After so many seconds a call ends. */
  longestSeconds: number
}

type Voice = Pick<VoiceResponseClass.SayAttributes, 'language' | 'voice'>

const voices: Readonly<Record<string, Voice>> = {
  en: { language: 'en-US', voice: 'Polly.Joanna' },
  de: { language: 'de-DE', voice: 'Polly.Vicki' },
  ar: { language: 'arb', voice: 'Polly.Zeina' },
}

const agentWords: Readonly<Record<string, string>> = {
  en: 'A customer would like to be called. Press 1, and we call them.',
  de: 'Jemand möchte angerufen werden. Drück die 1, und wir rufen an.',
  ar: 'عميل يود أن نتصل به. اضغط 1 لنتصل به.',
}

const quietSeconds = 120

/** Makes the documents of an account. The builder is a small part of the provider's client. */
export async function loadDocuments({ urlOf, locale, longestSeconds }: DocumentSettings): Promise<Documents> {
  const { default: Response } = await import('twilio/lib/twiml/VoiceResponse.js')
  const of = (call: LineCall, leg: Leg, step: string) => urlOf(step, { callId: call.callId, key: leg.key })
  const made = (build: (response: VoiceResponseClass) => unknown) => {
    const response = new Response()
    build(response)
    return response.toString()
  }
  return {
    askAgent: (call, leg) =>
      made((response) => {
        const gather = response.gather({ numDigits: 1, timeout: 10, action: of(call, leg, 'accept'), method: 'POST' })
        gather.say(voiceOf(locale), wordsFor(locale))
        response.hangup()
      }),
    dial: (call, leg) =>
      made((response) => {
        const shopper = { callId: call.callId, key: 's' }
        const dial = response.dial({
          answerOnBridge: true,
          timeout: secondsOf(call.ringShopperMs),
          timeLimit: longestSeconds,
          callerId: call.callerId,
          action: of(call, leg, 'dialed'),
          method: 'POST',
        })
        dial.number(
          {
            statusCallback: urlOf('status', shopper),
            statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
            statusCallbackMethod: 'POST',
            machineDetection: 'Enable',
            amdStatusCallback: urlOf('machine', shopper),
            amdStatusCallbackMethod: 'POST',
          },
          call.to,
        )
      }),
    quiet: (call, leg) =>
      made((response) => {
        response.pause({ length: quietSeconds })
        response.redirect({ method: 'POST' }, of(call, leg, 'wait'))
      }),
    room: (call, leg) =>
      made((response) => {
        const dial = response.dial({ timeLimit: longestSeconds, action: of(call, leg, 'left'), method: 'POST' })
        dial.conference(
          {
            startConferenceOnEnter: true,
            // When the agent has left, nobody waits alone; where the shopper belongs then is asked for.
            endConferenceOnExit: leg.side === 'agent',
            beep: 'false',
            waitUrl: '',
          },
          `${call.callId}-${call.place}`,
        )
      }),
    hangUp: () => made((response) => response.hangup()),
    nothing: () => made(() => {}),
    answer: ({ locale: language, say, ask, otherwise }) =>
      made((response) => {
        const voice = voiceOf(language)
        if (ask) {
          const gather = response.gather({ numDigits: 1, timeout: 8, action: urlOf('pressed'), method: 'POST' })
          for (const words of say) gather.say(voice, words)
        }
        for (const words of ask ? otherwise : say) response.say(voice, words)
        response.hangup()
      }),
  }
}

/** Whole seconds, as the provider counts them. */
export function secondsOf(milliseconds: number): number {
  return Math.min(600, Math.max(1, Math.ceil(milliseconds / 1000)))
}

function voiceOf(locale: string): Voice {
  return voices[languageOf(locale)] ?? {}
}

function wordsFor(locale: string): string {
  return agentWords[languageOf(locale)] ?? ''
}

function languageOf(locale: string): string {
  const language = locale.slice(0, 2).toLowerCase()
  return language in voices ? language : 'en'
}
