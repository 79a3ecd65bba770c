import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react'
import { call, CallError } from '../../../kit/call.ts'
import { useLive } from '../../../kit/live.ts'
import { remember, remembered } from '../../../kit/storage.ts'
import { staffMeQuery } from '../../data.ts'
import { workQuery } from '../data.ts'
import { useRing } from './ring.ts'

export type Status = 'online' | 'busy' | 'offline'

interface PresenceContextValue {
  status: Status
  choose: (status: Status) => void
  /** The last heartbeat did not get through: nobody sends us anything meanwhile. */
  isLost: boolean
}

const PresenceContext = createContext<PresenceContextValue | null>(null)
/** Tabs of one browser share what was chosen, so that none of them beats for another one's state. */
const key = 'makeright.presence'

/** Tells the server that somebody is here, also from a tab in the background, and rings when something is offered. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const me = useQuery(staffMeQuery).data
  const work = useQuery({ ...workQuery, enabled: Boolean(me) }).data
  const [chosen, setChosen] = useState<Status | null>(() => remembered(key) as Status | null)
  const [isLost, setLost] = useState(false)
  const status = chosen ?? work?.presence.status ?? 'offline'
  useLive(work && me ? { topic: `agent:${me.id}`, version: work.version } : undefined)
  useRing(work?.offered ?? [])

  const beat = useEffectEvent(async () => {
    if (status === 'offline' || !me) return
    try {
      const { status: now } = await call('PUT /presence', { status, beat: true })
      setLost(false)
      // Another tab said something else, or offers went by unanswered.
      if (now !== status) setChosen(now)
      remember(key, now)
    } catch (error) {
      setLost(error instanceof CallError)
    }
  })
  useEffect(() => {
    const worker = new Worker(new URL('./heartbeat-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = () => void beat()
    const other = (event: StorageEvent) => {
      if (event.key === key) setChosen(event.newValue as Status | null)
    }
    addEventListener('storage', other)
    return () => {
      worker.terminate()
      removeEventListener('storage', other)
    }
  }, [])

  const choose = async (next: Status) => {
    setChosen(next)
    remember(key, next)
    try {
      await call('PUT /presence', { status: next })
      setLost(false)
    } catch (error) {
      setLost(error instanceof CallError)
    }
    await queries.invalidateQueries({ queryKey: ['desk', 'work'] })
  }
  return <PresenceContext value={{ status, choose: (next) => void choose(next), isLost }}>{children}</PresenceContext>
}

/** Whether I am here, and how to say so. */
export function usePresence(): PresenceContextValue {
  const value = useContext(PresenceContext)
  if (!value) throw new Error('PresenceProvider is missing')
  return value
}
