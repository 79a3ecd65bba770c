import { type CallOptions, call, type Output } from '../../kit/call.ts'

/**
 * Moves the demonstration store's clock. Only an administrator may; whoever plays somebody else is one for that moment,
 * and afterwards the console belongs again to whom it belonged before. Shoppers stay who they are.
 */
export async function moveClock(to: Date, options: CallOptions): Promise<Output<'POST /demo/clock'>> {
  const move = () => call('POST /demo/clock', { now: to.toISOString() }, { ...options, as: 'staff' })
  const { data, you } = await call('GET /demo/people', {}, { as: 'staff' })
  const administrator = data.find((person) => person.role === 'administrator')
  if (!administrator || data.some((person) => person.id === you && person.role === 'administrator')) return await move()
  await call('POST /demo/sessions', { person: administrator.id })
  try {
    return await move()
  } finally {
    await (you === null
      ? call('POST /staff/sign-out', {}, { as: 'staff' })
      : call('POST /demo/sessions', { person: you }))
  }
}
