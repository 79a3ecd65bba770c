import { expect, it } from 'vitest'
import { machine } from './machine.ts'

type State = 'requested' | 'approved' | 'canceled'
const returns = machine<State>()({
  initial: 'requested',
  final: ['canceled'],
  steps: {
    approve: { from: ['requested'], to: 'approved', event: 'return.approved' },
    cancel: { from: ['requested', 'approved'], to: 'canceled' },
  },
})

it('steps lead on, or are refused with what is possible instead', () => {
  expect(returns.next('requested', 'approve')).toBe('approved')
  expect(returns.allowed('approved')).toEqual(['cancel'])
  expect(() => returns.next('canceled', 'approve')).toThrow(
    expect.objectContaining({
      code: 'not_possible_now',
      status: 422,
      details: { state: 'canceled', action: 'approve', allowed: [] },
    }),
  )
})

it('the table draws itself', () => {
  expect(returns.toMermaid()).toBe(
    'stateDiagram-v2\n  [*] --> requested\n  requested --> approved: approve\n  requested --> canceled: cancel\n  approved --> canceled: cancel\n  canceled --> [*]',
  )
})
