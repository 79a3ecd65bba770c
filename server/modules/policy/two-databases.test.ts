import { expect, test } from 'vitest'
import { read, transact } from '#platform/work'
import { system } from '#platform/auth/actor'
import { testApp } from '#testing/app'
import { activatePolicyVersion } from './commands/activate-policy-version.ts'
import { writePolicyVersion } from './commands/write-policy-version.ts'
import { resolvePolicy } from './resolve.ts'
import { DEFAULT_RULESET } from './ruleset.ts'
import { loadPolicyNow } from './versions.ts'

const actor = system('test')

async function shopWith(places: number) {
  const app = await testApp({ seed: 5 })
  const id = await transact(app, actor, async (work) => {
    const ruleset = { ...DEFAULT_RULESET, store: { 'chat.parallel_per_agent': places } }
    const version = await writePolicyVersion(work, { ruleset })
    await activatePolicyVersion(work, version)
    return version.id
  })
  const policy = resolvePolicy((await loadPolicyNow(read(app, actor))).ruleset, { country: 'US' })
  await app.close()
  return { id, places: policy.get('chat.parallel_per_agent') }
}

test('rules of one database are never taken for those of another in the same process, though their ids are alike', async () => {
  const one = await shopWith(2)
  const other = await shopWith(4)
  expect(other.id).toBe(one.id)
  expect([one.places, other.places]).toEqual([2, 4])
})
