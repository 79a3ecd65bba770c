import { useSyncExternalStore } from 'react'
import type { Talk, TalkState } from './talk.ts'

interface Held {
  talk: Talk
  state: TalkState
  /** What is looked at to see it: the request, or the conversation. */
  about: string
}

// One call at a time, whatever page of the app is looked at.
let current: Held | undefined
const listeners = new Set<() => void>()

/** Makes a call the one of this window. */
export function holdTalk(talk: Talk, about: string): void {
  current?.talk.close()
  const changed = () => {
    if (current && current.talk !== talk) return
    current = { talk, about, state: talk.state() }
    for (const listener of listeners) listener()
  }
  current = undefined
  talk.onChange(changed)
  changed()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The call that this window is in. */
export function useCurrentTalk(): Held | undefined {
  return useSyncExternalStore(subscribe, () => current)
}

/** The same, if it is this one. */
export function useTalk(callId: string | undefined): Held | undefined {
  const held = useCurrentTalk()
  return held?.talk.callId === callId ? held : undefined
}
