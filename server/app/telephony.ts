import { join } from 'node:path'
import { deskPhonePassword, listenToCalls, phoneRealm, telephonyPort, type TelephonyPort } from '#modules/calls'
import { findStaff } from '#modules/staff'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { manualTelephony } from '../adapters/telephony/manual/adapter.ts'
import { simulatedTelephony } from '../adapters/telephony/simulator/adapter.ts'
import { connectSip } from '../adapters/telephony/sip/connect.ts'
import { systemTimers } from '../adapters/telephony/timers.ts'

/** Connects the line over which calls are made; answers how to let go of it. */
export async function connectTelephony(app: App): Promise<() => Promise<void>> {
  const line = await openLine(app)
  app.ports.set(telephonyPort, line)
  const stopping = new AbortController()
  const listening = app.config.roles.has('worker') ? listenToCalls(app, stopping.signal) : undefined
  return async () => {
    stopping.abort()
    await line.stop()
    await listening?.done
  }
}

async function openLine(app: App): Promise<TelephonyPort> {
  const { telephone, dataFolder, roles } = app.config
  const timers = systemTimers(() => app.clock.now().getTime())
  if (app.demo) return simulatedTelephony({ timers })
  if (!telephone || !roles.has('worker')) return manualTelephony({ timers })
  return await connectSip({
    ...telephone,
    folder: join(dataFolder, 'calls'),
    phones: { realm: phoneRealm(app.config), passwordOf: (account) => passwordOf(app, account) },
  })
}

/** Of who works here, and of nobody else. */
async function passwordOf(app: App, account: string): Promise<string | undefined> {
  const person = (await findStaff(read(app, system('calls.desk-phones')), [account])).get(account)
  return person?.active ? deskPhonePassword(app.config, account) : undefined
}
