import { expect, it, vi } from 'vitest'
import type { Log } from '#platform/log'
import { onceThere } from './once-there.ts'

const log = { warn: vi.fn() } as unknown as Log
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

it('a database that is just being started again is waited for, also where another error says so', async () => {
  const answers = [away, new Error('Migration failed', { cause: away }), 'there']
  const step = async () => {
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  expect(await onceThere(log, step)).toBe('there')
  expect(answers).toEqual([])
})

it('what is wrong with a statement is not tried again', async () => {
  const step = vi.fn(async () => Promise.reject(new Error('syntax error')))
  await expect(onceThere(log, step)).rejects.toThrow('syntax error')
  expect(step).toHaveBeenCalledTimes(1)
})
