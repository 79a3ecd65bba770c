import type { RawContext } from '#platform/contract/routes'
import type * as z from 'zod'
import { agentEndpoint } from './endpoints.ts'
import type { calls } from './contract.ts'

type Output = z.input<(typeof calls)['GET /desk-phone']['output']>

interface Secrets {
  secretFor(purpose: string): string
}

/** With what an agent signs in the desk phone on their table; null where no line is connected that has any. */
export async function showDeskPhone({ app, actor }: RawContext<object>): Promise<Output> {
  const { telephone } = app.config
  if (!telephone || app.demo || actor.kind !== 'staff') return { deskPhone: null }
  const endpoint = agentEndpoint(actor.staffId)
  if (endpoint.kind !== 'desk_phone') return { deskPhone: null }
  const { account } = endpoint
  return {
    deskPhone: {
      server: telephone.listen,
      realm: phoneRealm(app.config),
      account,
      password: deskPhonePassword(app.config, account),
    },
  }
}

/** The password of a desk phone: made of the program's secret, so that none is stored. */
export function deskPhonePassword(config: Secrets, account: string): string {
  return config.secretFor(`desk phone of ${account}`).slice(0, 20)
}

/** The name under which phones know us. */
export function phoneRealm(config: { publicUrl: string }): string {
  return new URL(config.publicUrl).hostname
}
