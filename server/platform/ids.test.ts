import { expect, it } from 'vitest'
import { digitsFrom, idMaker, isId, newId } from './ids.ts'

it('ids sort by time, also within a millisecond, and never repeat', () => {
  const made = Array.from({ length: 2000 }, () => newId('ord'))
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(2000)
  expect(made[0]).toMatch(/^ord_[0-9a-z]{26}$/)
  expect(isId('ord', made[0] ?? '')).toBe(true)
  expect(isId('cus', made[0] ?? '')).toBe(false)
})

it('ids repeat with the same clock and randomness', () => {
  const maker = () =>
    idMaker(
      () => new Date(0),
      () => digitsFrom(() => 0.5),
    )
  expect(maker()('a')).toBe(maker()('a'))
})
