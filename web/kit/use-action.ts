import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './call.ts'
import { isWorthRepeating } from './query.ts'

type Perform<Input, Output> = (input: Input, options: { idempotencyKey: string }) => Promise<Output>

/**
 * Something that a person does by a tap. While its outcome is unknown (connection lost, server busy), trying again
 * with the same input sends the same idempotency key, so that one tap never counts twice. When done, everything on
 * the screen is asked for anew.
 */
export function useAction<Input, Output>(perform: Perform<Input, Output>, onDone?: (output: Output) => unknown) {
  const queries = useQueryClient()
  const latest = useRef({ perform, onDone })
  useEffect(() => {
    latest.current = { perform, onDone }
  })
  const open = useRef<{ input: string; key: string } | null>(null)
  const [state, setState] = useState<{ isPending: boolean; error: CallError | null }>({ isPending: false, error: null })

  const run = useCallback(
    async (input: Input): Promise<Output | undefined> => {
      const serialized = JSON.stringify(input) ?? ''
      if (open.current?.input !== serialized) open.current = { input: serialized, key: crypto.randomUUID() }
      setState({ isPending: true, error: null })
      try {
        const output = await latest.current.perform(input, { idempotencyKey: open.current.key })
        open.current = null
        void queries.invalidateQueries({ predicate: ({ meta }) => !meta?.isPreview })
        await latest.current.onDone?.(output)
        setState({ isPending: false, error: null })
        return output
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        if (!isWorthRepeating(error)) open.current = null
        setState({ isPending: false, error })
        return undefined
      }
    },
    [queries],
  )
  const reset = useCallback(() => setState({ isPending: false, error: null }), [])
  return { ...state, run, reset }
}
