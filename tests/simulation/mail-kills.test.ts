import { hasDovecot } from '#testing/dovecot'
import { expect, it } from 'vitest'
import { runMailKills } from './soak/run-mail-kills.ts'

const kills = Number(process.env.MAIL_KILLS ?? 4)
const seed = Number(process.env.MAIL_SEED ?? 11)

it.skipIf(!hasDovecot)(
  'HC-15: the program is killed again and again while it fetches mail and takes it in: each mail is one message, in order, and acknowledged once',
  async () => {
    const { wrongs, figures } = await runMailKills({ kills, seed })
    process.stdout.write(`seed ${seed}: ${JSON.stringify(figures)}\n`)
    expect(wrongs).toEqual([])
  },
  120_000 + kills * 20_000,
)
