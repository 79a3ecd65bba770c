import { CallError, type CallOptions, call, type Output } from '../../kit/call.ts'

type Person = Output<'GET /demo/people'>['data'][number]

/**
 * Moves the demonstration store's clock. Only an administrator may; whoever plays somebody else is one for that moment,
 * and afterwards the console belongs again to whom it belonged before. Shoppers stay who they are.
 */
export async function moveClock(to: Date, people: Person[], options: CallOptions): Promise<Output<'POST /demo/clock'>> {
  const move = () => call('POST /demo/clock', { now: to.toISOString() }, { ...options, as: 'staff' })
  try {
    return await move()
  } catch (error) {
    const administrator = people.find((person) => person.role === 'administrator')
    if (!administrator || !(error instanceof CallError) || ![401, 403].includes(error.status)) throw error
    const before = await staffNow(people)
    await call('POST /demo/sessions', { person: administrator.id })
    const moved = await call('POST /demo/clock', { now: to.toISOString() }, { as: 'staff' })
    await (before
      ? call('POST /demo/sessions', { person: before.id })
      : call('POST /staff/sign-out', {}, { as: 'staff' }))
    return moved
  }
}

async function staffNow(people: Person[]): Promise<Person | undefined> {
  const me = await call('GET /staff/me', {}, { as: 'staff' }).catch(() => null)
  return people.find((person) => person.kind === 'staff' && person.name === me?.name)
}
