import { join } from 'node:path'
import {
  deskPhonePassword,
  findPhoneLine,
  listenToCalls,
  phoneRealm,
  telephonyPort,
  type TelephonyPort,
} from '#modules/calls'
import type { App } from '#platform/app'
import { holdAlone } from './hold-alone.ts'
import { system } from '#platform/auth/actor'
import { announceSignal } from '#platform/live/announce'
import { read } from '#platform/work'
import { manualTelephony } from '../adapters/telephony/manual/adapter.ts'
import { simulatedTelephony } from '../adapters/telephony/simulator/adapter.ts'
import { type Headsets, openHeadsets } from '../adapters/telephony/headset/headsets.ts'
import type { MediaPlace, PageMessage } from '../adapters/telephony/headset/messages.ts'
import { connectSip } from '../adapters/telephony/sip/connect.ts'
import { systemTimers } from '../adapters/telephony/timers.ts'
import { limits } from '../limits.ts'
import { connectBrowserCalls } from './browser-calls.ts'
import { cloudLine, connectLineWebhooks } from './cloud-line.ts'

/**
 * Connects the line over which calls are made, in one process of all that work: jobs that make and guide calls run there, and when it
 * dies another one takes the line up. Calls from browser to browser are every process’s, and so is what the provider of a line asks. Answers how to let go of all that.
 */
export async function connectTelephony(app: App): Promise<() => Promise<void>> {
  const ends = [connectBrowserCalls(app), connectLineWebhooks(app)]
  const endAll = async () => void (await Promise.all(ends.map((end) => end())))
  if (!app.config.roles.has('worker')) return endAll
  const hold = await holdAlone(app, 'telephone line', () => takeUp(app))
  return async () => void (await Promise.all([hold.stop(), endAll()]))
}

async function takeUp(app: App): Promise<() => Promise<void>> {
  const line = await openLine(app)
  app.ports.set(telephonyPort, line)
  const stopping = new AbortController()
  const listening = listenToCalls(app, stopping.signal)
  return async () => {
    app.ports.remove(telephonyPort)
    await line.stop()
    // How its last calls ended is written down, unless the database is away.
    const isLate = AbortSignal.timeout(limits.calls.lastNewsMs)
    isLate.addEventListener('abort', () => stopping.abort())
    await listening.done
  }
}

async function openLine(app: App): Promise<TelephonyPort> {
  const { telephone, twilio, dataFolder } = app.config
  const timers = systemTimers(() => app.clock.now().getTime())
  if (app.demo) return simulatedTelephony({ timers })
  if (twilio) return cloudLine(app, twilio)
  if (!telephone) return manualTelephony({ timers })
  return await connectSip({
    ...telephone,
    headsets: connectHeadsets(app, telephone.media),
    folder: join(dataFolder, 'calls'),
    phones: {
      realm: phoneRealm(app.config),
      passwordOf: (account) => deskPhonePassword(read(app, system('calls.desk-phones')), app.config, account),
    },
  })
}

/** Headsets of agents, with whose pages we speak as another page of the call does. */
function connectHeadsets(app: App, place: MediaPlace): Headsets {
  const headsets = openHeadsets({
    place,
    say(callId, data) {
      const by = { kind: 'shopper', id: '', name: '' }
      const said = { topic: `talk:${callId}`, signal: 'peer', data, by, at: app.clock.now().toISOString() }
      app.live.signal(said)
      // Said again where it got lost.
      announceSignal(app.db, app.live.id, said).catch(() => {})
    },
  })
  const stopHearing = app.live.onSignal(({ signal: { topic, signal, by, data } }) => {
    if (signal === 'peer' && by.kind === 'agent' && topic.startsWith('talk:') && data)
      headsets.hear(topic.slice('talk:'.length), data as PageMessage)
  })
  return {
    ...headsets,
    async stop() {
      stopHearing()
      await headsets.stop()
    },
  }
}

/** How the line does, for readiness, whichever process holds it: no more than that, because anybody may ask. */
export async function telephoneHealth(app: App): Promise<{ through: string; state: string } | undefined> {
  const line = await findPhoneLine(app).catch(() => undefined)
  return line && { through: line.through, state: line.state }
}
