import type { Contact } from '#contract/routing'
import { useEffect, useRef } from 'react'
import { playTone } from '../../../kit/chat/play-tone.ts'
import { remembered } from '../../../kit/storage.ts'
import { useConsole } from '../../text.ts'

export const soundKey = 'makeright.sound'

/** A new offer is heard, stands in the title of the tab and, where the browser was allowed to, outside of it. */
export function useRing(offered: readonly Contact[]) {
  const { t } = useConsole()
  const known = useRef<Set<string>>(new Set())
  const count = offered.length
  useEffect(() => {
    const fresh = offered.filter(({ id }) => !known.current.has(id))
    known.current = new Set(offered.map(({ id }) => id))
    const [first] = fresh
    if (!first) return
    if (remembered(soundKey) !== 'off') playTone()
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted')
      new Notification(t('offer.notification', { name: first.customerName }), {
        body: first.subject || (first.snippet ?? ''),
        tag: first.id,
      })
  }, [offered, t])
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\) /, '')
    document.title = count > 0 ? `(${count}) ${bare}` : bare
    if ('setAppBadge' in navigator)
      void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {})
  }, [count])
}
