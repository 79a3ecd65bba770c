import { expect, it } from 'vitest'
import { claim, sellerOnClaim, sellForSeller, staffOnClaim } from './commands/claims.ts'
import { passTime } from './commands/time.ts'
import { type claimSteps, runSimulation } from './run-simulation.ts'
import type { Simulation } from './simulation.ts'

type Steps = typeof claimSteps

const appeals: Steps = [
  [4, sellForSeller],
  [3, claim],
  [7, sellerOnClaim],
  [6, staffOnClaim],
  [3, passTime],
]

/** The same steps in a store in which something was broken before the first one. */
function brokenBy(sql: string, steps: Steps): Steps {
  const broken = new WeakSet<Simulation>()
  return steps.map(([weight, step]) => [
    weight,
    async (sim) => {
      if (!broken.has(sim)) await sim.store.app.pool.query(sql)
      broken.add(sim)
      await step(sim)
    },
  ])
}

const letsGo = `
  create function lets_go() returns trigger language plpgsql as $$ begin
    if new.kind = 'claim' then new.closed_at := new.opened_at; end if; return new; end $$;
  create trigger lets_go before insert on unit_hold for each row execute function lets_go()`

/** An appeal that the seller won leaves the debit where it was. */
const keepsDebit = `
  create function keeps_debit() returns trigger language plpgsql as $$ begin
    if old.payer = 'seller' and new.payer = 'platform' then
      new.seller_minor := old.seller_minor; new.platform_minor := old.platform_minor;
    end if; return new; end $$;
  create trigger keeps_debit before update on burden for each row execute function keeps_debit()`

it.each([
  ['a claim does not hold its units', letsGo, /does not hold unit|is held/],
  ['the burden is not settled on appeal', keepsDebit, /whom claim .* freed|settlements: /],
])('finds out when %s', async (_what, sql, found) => {
  const wrongs: string[] = []
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    if (wrongs.length > 0) break
    wrongs.push(...(await runSimulation(seed, 80, { steps: brokenBy(sql, appeals) })).wrongs)
  }
  expect(wrongs.join('\n')).toMatch(found)
})
