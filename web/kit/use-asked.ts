import { useEffect, useRef, useState } from 'react'

/**
 * Asks for something again and again while a screen shows it: at once when `key` changes, then in pauses, and when the
 * page is looked at again. What was answered last stays until there is something newer.
 */
export function useAsked<T>(key: string | null, ask: () => Promise<T>, everyMs: number): T | undefined {
  const [answer, setAnswer] = useState<{ key: string; value: T }>()
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(() => {
    if (key === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const look = async () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'hidden') {
        const value = await latest.current().catch(() => undefined)
        if (isOver) return
        if (value !== undefined) setAnswer({ key, value })
      }
      clearTimeout(timer)
      timer = setTimeout(() => void look(), everyMs)
    }
    const back = () => document.visibilityState === 'visible' && void look()
    void look()
    document.addEventListener('visibilitychange', back)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', back)
    }
  }, [key, everyMs])
  return key !== null && answer?.key === key ? answer.value : undefined
}
