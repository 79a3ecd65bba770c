import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'

/** Goes to a mailbox's provider, where somebody allows it to be read; who comes back is signed in. */
export function useSignIn() {
  return useAction(
    (id: string, options) => call('POST /mailboxes/:id/sign-in', { id }, options),
    ({ url }) => location.assign(url),
  )
}
