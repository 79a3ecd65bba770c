import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react'
import { CallError, call, type Output } from '../../../kit/call.ts'
import { useLive } from '../../../kit/live.ts'
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

/** Tells the server that somebody is here, also from a tab in the background, and rings when something is offered. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const me = useQuery(staffMeQuery).data
  const work = useQuery({ ...workQuery, enabled: Boolean(me) }).data
  const [isLost, setLost] = useState(false)
  // The server's word: another tab may have said it, or offers that nobody answered.
  const status = work?.presence.status ?? 'offline'
  useLive(work && me ? { topic: `agent:${me.id}`, version: work.version } : undefined)
  useRing(work?.offered ?? [])

  const say = async (next: Status, beat: boolean) => {
    try {
      const presence = await call('PUT /presence', { status: next, ...(beat ? { beat } : {}) })
      queries.setQueryData<Output<'GET /queue'>>(workQuery.queryKey, (before) => before && { ...before, presence })
      setLost(false)
    } catch (error) {
      setLost(error instanceof CallError)
    }
  }
  const beat = useEffectEvent(() => {
    if (status !== 'offline') void say(status, true)
  })
  useEffect(() => {
    const worker = new Worker(new URL('./heartbeat-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = () => beat()
    return () => worker.terminate()
  }, [])

  const choose = async (next: Status) => {
    await say(next, false)
    await queries.invalidateQueries({ queryKey: workQuery.queryKey })
  }
  return <PresenceContext value={{ status, choose: (next) => void choose(next), isLost }}>{children}</PresenceContext>
}

/** Whether I am here, and how to say so. */
export function usePresence(): PresenceContextValue {
  const value = useContext(PresenceContext)
  if (!value) throw new Error('PresenceProvider is missing')
  return value
}
