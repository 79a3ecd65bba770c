import type { StoredFile } from '#contract/files'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { CallError, call } from '../../../kit/call.ts'
import type { Outgoing } from '../../../kit/chat/outbox.ts'
import { useAction } from '../../../kit/use-action.ts'
import type { OpenThread } from '../conversation/use-thread.ts'

export interface Written {
  kind: 'message' | 'note'
  text: string
  files: StoredFile[]
  mentions: string[]
  /** Saved words whose actions go with it. */
  macro: string | null
}

/** How long a message can be taken back by one key; the server refuses earlier when it was seen. */
const undoMs = 12_000

/** Sends answers, notes and saved words with their actions, and takes the last one back. */
export function useSending(
  conversationId: string,
  { chat, thread, state }: OpenThread,
  onSent: (kind: Written['kind']) => void,
) {
  const queries = useQueryClient()
  const [undoable, setUndoable] = useState<{ messageId: string; kind: Written['kind']; text: string } | null>(null)
  const [undoError, setUndoError] = useState<CallError | null>(null)
  const sent = useEffectEvent((one: Outgoing, messageId: string) => {
    setUndoable({ messageId, kind: one.kind ?? 'message', text: one.text })
    onSent(one.kind ?? 'message')
    void queries.invalidateQueries({ queryKey: ['desk'] })
  })
  useEffect(
    () =>
      chat.outbox.onTaken((one, { message }) => {
        if (one.conversationId === conversationId) sent(one, message.id)
      }),
    [chat, conversationId],
  )
  useEffect(() => {
    if (!undoable) return
    const timer = setTimeout(() => setUndoable(null), undoMs)
    return () => clearTimeout(timer)
  }, [undoable])
  const run = useAction(
    (input: { id: string; text?: string; clientId: string }, options) =>
      call('POST /macros/:id/run', { ...input, conversation: conversationId }, options),
    ({ messageId }) => {
      thread.write('')
      void thread.refresh()
      if (messageId) setUndoable(null)
    },
  )
  return {
    outgoing: state.outgoing,
    macroError: run.error,
    isRunning: run.isPending,
    send({ kind, text, files, mentions, macro }: Written) {
      setUndoError(null)
      if (macro) return void run.run({ id: macro, ...(text ? { text } : {}), clientId: crypto.randomUUID() })
      if (kind === 'note') chat.outbox.add({ conversationId, kind, text, files, mentions })
      else thread.send(text, files)
    },
    /** Out of the line; answers its words, for the field. */
    drop(one: Outgoing): string {
      thread.takeBack(one.clientId)
      return one.text
    },
    canUndo: undoable !== null,
    undoError,
    /** Takes the last one back; answers its kind and words, for the field. */
    async undo(): Promise<{ kind: Written['kind']; text: string } | null> {
      if (!undoable) return null
      const { messageId, kind, text } = undoable
      setUndoable(null)
      try {
        await call('POST /messages/:id/retraction', { id: messageId })
        void thread.refresh()
        return { kind, text }
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        setUndoError(error)
        return null
      }
    },
  }
}
