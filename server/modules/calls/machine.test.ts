import { describe, expect, test } from 'vitest'
import { callMachine, type CallState } from './machine.ts'

const moves: readonly [CallState, string, CallState][] = [
  ['scheduled', 'begin', 'waiting'],
  ['scheduled', 'move', 'scheduled'],
  ['scheduled', 'cancel', 'canceled'],
  ['waiting', 'accept', 'calling'],
  ['waiting', 'move', 'scheduled'],
  ['waiting', 'cancel', 'canceled'],
  ['calling', 'answer', 'talking'],
  ['calling', 'putBack', 'waiting'],
  ['calling', 'miss', 'scheduled'],
  ['calling', 'giveUp', 'given_up'],
  ['calling', 'cancel', 'canceled'],
  ['talking', 'finish', 'done'],
  ['talking', 'putBack', 'waiting'],
  ['talking', 'miss', 'scheduled'],
  ['talking', 'giveUp', 'given_up'],
]

describe('the states of a call', () => {
  test.each(callMachine.states.flatMap((state) => callMachine.verbs.map((verb) => [state, verb] as const)))(
    '%s, %s',
    (state, verb) => {
      const move = moves.find(([from, by]) => from === state && by === verb)
      if (move) expect(callMachine.next(state, verb)).toBe(move[2])
      else expect(() => callMachine.next(state, verb)).toThrow(expect.objectContaining({ code: 'not_possible_now' }))
    },
  )
})
