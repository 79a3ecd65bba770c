import {
  answerCaller,
  keptLineCalls,
  lineWebhookPath,
  lineWebhooks,
  listenToCalls,
  type TelephonyPort,
} from '#modules/calls'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { twilioTelephony } from '../adapters/telephony/twilio/adapter.ts'
import type { TwilioSettings } from '../config.ts'

/** A line that a provider carries, on the calls that every process shares. */
export function cloudLine(app: App, { accountSid, authToken, callerId, baseUrl }: TwilioSettings): TelephonyPort {
  return twilioTelephony({
    accountSid,
    authToken,
    callerId,
    baseUrl,
    webhookUrl: `${app.config.publicUrl}${lineWebhookPath}`,
    kept: keptLineCalls(app),
    answerCaller: answerCaller(app),
    locale: async () => (await findStore(read(app, system('calls.line')))).locale,
    now: () => app.clock.now().getTime(),
  })
}

/** Answers the provider in a process that answers the web; what it tells is written down here. Answers how to let go. */
export function connectLineWebhooks(app: App): () => Promise<void> {
  const { twilio, roles } = app.config
  if (!twilio || app.demo || !roles.has('http')) return async () => {}
  const line = cloudLine(app, twilio)
  const webhook = line.webhook?.bind(line)
  if (webhook) app.ports.set(lineWebhooks, { webhook })
  const stopping = new AbortController()
  const listening = listenToCalls(app, stopping.signal, line)
  return async () => {
    app.ports.remove(lineWebhooks)
    await line.stop()
    stopping.abort()
    await listening.done
  }
}
