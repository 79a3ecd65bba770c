import type { CallEvent } from '../../modules/calls/ports.ts'

/** What distinguishes one event from another; `callId`, `seq` and `at` are added. */
export type CallNews = CallEvent extends infer Event
  ? Event extends CallEvent
    ? Omit<Event, 'callId' | 'seq' | 'at'>
    : never
  : never

export interface CallEvents {
  /** Records news of a call and returns its number. */
  emit(callId: string, after: number, news: CallNews): number
  /** The same with a number that was given before. */
  tell(callId: string, seq: number, news: CallNews): void
  readonly stream: AsyncIterable<CallEvent>
  close(): void
}

/**
 * The events of an adapter, kept until they are read. Numbers follow the clock, so that they grow over a restart without
 * anything being stored.
 */
export function createCallEvents(now: () => number): CallEvents {
  const unread: CallEvent[] = []
  let isClosed = false
  let wake = () => {}
  const tell = (callId: string, seq: number, news: CallNews) => {
    unread.push({ callId, seq, at: new Date(now()), ...news } as CallEvent)
    wake()
  }
  return {
    emit(callId, after, news) {
      const seq = Math.max(after + 1, now())
      tell(callId, seq, news)
      return seq
    },
    tell,
    stream: {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          for (let event = unread.shift(); event; event = unread.shift()) yield event
          if (isClosed) return
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
    },
    close() {
      isClosed = true
      wake()
    },
  }
}
