import { telephonyContract } from '../contract-suite.ts'
import { agent, openTwilio } from './twilio-bench.fixture.ts'

const number = (digits: string) => ({ kind: 'phone', number: `+120255501${digits}` }) as const

telephonyContract('Twilio', async () => {
  const { port, events, until, close } = await openTwilio()
  return {
    port,
    events,
    agents: { answers: agent('ann'), other: agent('bob'), silent: agent('silent') },
    numbers: {
      answers: number('23'),
      busy: number('41'),
      rings: number('42'),
      rejects: number('44'),
      invalid: number('45'),
      hangsUp: number('46'),
    },
    until,
    async during(act) {
      const done = await act
      // Whoever reads the news has read it.
      await new Promise<void>((resolve) => void setImmediate(resolve))
      return done
    },
    close,
  }
})
