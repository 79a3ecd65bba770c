import type { Message } from '#contract/conversations'
import { useEffect, useState } from 'react'
import { type Frame, pageConnection } from '../../../kit/live-connection.ts'

/** Somebody else who has this conversation before them now. */
export interface Other {
  id: string
  name: string
  side: 'shopper' | 'staff'
  doing: 'viewing' | 'typing' | 'noting'
  /** By this browser’s clock. */
  until: number
}

/** Who types says so again well before this is over. */
const typingMs = 15_000
const viewingMs = 45_000
const viewAgainMs = 20_000
const typeAgainMs = 5_000

/**
 * Who else looks at a conversation or writes in it at this moment, and the same of me to them. Nothing of this is stored; what
 * was said for a moment ends by itself.
 */
export function useOthers(id: string, me: string | undefined) {
  const [others, setOthers] = useState<Other[]>([])
  useEffect(() => {
    const live = pageConnection()
    const hear = (frame: Frame) => {
      const author = (frame.data as { message?: Message } | undefined)?.message?.author
      // Whoever has said it no longer types it.
      if (author)
        return setOthers((before) =>
          before.some(({ id: who }) => who === author.id)
            ? heard(before, 'stopped', undefined, { ...author, id: author.id ?? '' })
            : before,
        )
      const by = frame.by
      if (!frame.signal || !by || by.id === me) return
      setOthers((before) => heard(before, frame.signal ?? '', frame.kind, by))
    }
    const view = () => {
      if (!document.hidden) live.signal(`desk:${id}`, 'viewing')
    }
    const stop = [live.watch(`conversation:${id}`, undefined, hear), live.watch(`desk:${id}`, undefined, hear)]
    // The watch is confirmed a moment later; only whoever watches may signal.
    const first = setTimeout(view, 600)
    const again = setInterval(view, viewAgainMs)
    const forget = setInterval(() => {
      setOthers((before) =>
        before.some(({ until }) => until <= Date.now()) ? before.filter(({ until }) => until > Date.now()) : before,
      )
    }, 1_000)
    return () => {
      live.signal(`desk:${id}`, 'stopped')
      for (const one of stop) one()
      clearTimeout(first)
      clearInterval(again)
      clearInterval(forget)
      setOthers([])
    }
  }, [id, me])
  return others
}

function heard(before: Other[], signal: string, kind: string | undefined, by: NonNullable<Frame['by']>): Other[] {
  const rest = before.filter((one) => one.id !== by.id)
  const side = by.kind === 'staff' ? 'staff' : 'shopper'
  const now = Date.now()
  const known = before.find((one) => one.id === by.id)
  const one = { id: by.id, name: by.name, side } as const
  if (signal === 'typing')
    return [...rest, { ...one, doing: kind === 'note' ? 'noting' : 'typing', until: now + typingMs }]
  if (signal === 'viewing')
    // Looking on does not end what they were typing.
    return known && known.doing !== 'viewing' ? before : [...rest, { ...one, doing: 'viewing', until: now + viewingMs }]
  if (signal === 'stopped' && side === 'staff') return [...rest, { ...one, doing: 'viewing', until: now + viewingMs }]
  return signal === 'stopped' ? rest : before
}

let lastNote = { id: '', at: 0 }

/** I am writing a note: told to colleagues, at most every few seconds. Of an answer the thread itself tells both sides. */
export function sayTyping(id: string): void {
  if (lastNote.id === id && Date.now() - lastNote.at < typeAgainMs) return
  lastNote = { id, at: Date.now() }
  pageConnection().signal(`desk:${id}`, 'typing', 'note')
}

/** It went out, or was given up. */
export function sayStopped(id: string): void {
  lastNote = { id: '', at: 0 }
  pageConnection().signal(`desk:${id}`, 'stopped')
}
