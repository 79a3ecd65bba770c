import { useQuery } from '@tanstack/react-query'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { useToast } from '../../../ui/toasts.tsx'

type Wanted = Omit<Input<'POST /changes'>, 'confirm'>

/** A change of an order: what it would do as soon as enough is chosen, and doing it. */
export function useChange(input: Wanted, isReady: boolean, onDone: () => void) {
  const toast = useToast()
  const preview = useQuery({
    queryKey: ['change-preview', input],
    queryFn: ({ signal }) => call('POST /changes', { ...input, confirm: false }, { signal }),
    enabled: isReady,
    meta: { isPreview: true },
  })
  const confirm = useAction(
    (wanted: Wanted, options) => call('POST /changes', { ...wanted, confirm: true }, options),
    (change) => {
      toast(change.words)
      onDone()
    },
  )
  return {
    shown: preview.data,
    isReady: Boolean(preview.data && !preview.data.refusal),
    isPending: confirm.isPending,
    error: confirm.error ?? preview.error,
    onPress: () => void confirm.run(input),
  }
}
