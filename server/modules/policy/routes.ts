import { administrator, key, staff } from '#platform/auth/who'
import { answer } from '#platform/contract/answer'
import { routes } from '#platform/contract/routes'
import type { Work } from '#platform/work'
import { activatePolicyVersion } from './commands/activate-policy-version.ts'
import { writePolicyVersion, type VersionInput } from './commands/write-policy-version.ts'
import { policy, type PolicyView } from './contract.ts'
import { previewPolicy } from './preview.ts'
import { listDecisions, listVersions, showPolicy, showVersion } from './queries.ts'

const readers = [staff('associate'), administrator, key('read')]
const writers = [staff('supervisor'), administrator]

export const policyRoutes = routes(policy, {
  'GET /policy': { who: readers, query: showPolicy },
  'PUT /policy': { who: writers, command: replacePolicy },
  'GET /policy/versions': { who: readers, query: async (reader) => ({ data: await listVersions(reader) }) },
  'GET /policy/versions/:id': { who: readers, query: showVersion },
  'POST /policy/versions': { who: writers, command: draftPolicy },
  'POST /policy/versions/:id/activation': { who: writers, command: activate },
  'POST /policy/preview': { who: writers, query: previewPolicy, limit: { perMinute: 10, by: 'actor' } },
  'GET /orders/:id/decisions': {
    who: readers,
    query: async (reader, { id }) => ({ data: await listDecisions(reader, { orderId: id }) }),
  },
})

async function replacePolicy(
  work: Work,
  input: VersionInput & { activeFrom?: string | undefined },
): Promise<PolicyView> {
  const { id } = await writePolicyVersion(work, input)
  return activate(work, { id, activeFrom: input.activeFrom })
}

async function draftPolicy(work: Work, input: VersionInput) {
  const { id } = await writePolicyVersion(work, input)
  const { ruleset: _, ...version } = await showVersion(work, { id })
  return answer(201, version)
}

async function activate(work: Work, input: { id: string; activeFrom?: string | undefined }): Promise<PolicyView> {
  await activatePolicyVersion(work, {
    id: input.id,
    activeFrom: input.activeFrom ? new Date(input.activeFrom) : undefined,
  })
  return showPolicy(work)
}
