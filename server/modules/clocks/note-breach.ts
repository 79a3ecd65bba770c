import type { Work } from '#platform/work'
import { clockBreached } from './events.ts'
import type { ServiceClockRow } from './tables.ts'

/** Tells that a deadline passed. It is about the desk: the shopper’s screen is not told. */
export async function noteBreach(
  work: Work,
  clock: Pick<ServiceClockRow, 'id' | 'conversation_id' | 'kind'>,
  dueAt: Date | null,
): Promise<void> {
  await work.emit(
    clockBreached,
    { kind: 'desk', id: clock.conversation_id },
    {
      clockId: clock.id,
      conversationId: clock.conversation_id,
      kind: clock.kind,
      dueAt: (dueAt ?? work.now).toISOString(),
    },
  )
}
