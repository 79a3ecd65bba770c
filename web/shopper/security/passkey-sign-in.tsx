import KeyRound from 'lucide-react/icons/key-round'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useShopper } from '../text.ts'
import { askPasskey, hasPasskeys } from './passkey-browser.ts'

const fresh = 4 * 60_000

/**
 * Signing in with a passkey: offered by the browser where the address is typed, and by a button. What the browser signs counts for
 * some minutes, so a page that stays open asks anew.
 */
export function PasskeySignIn({ onDone }: { onDone: () => Promise<void> }) {
  const { t } = useShopper()
  const [isAsked, setAsked] = useState(false)
  const enter = useAction(
    (passkey: Awaited<ReturnType<typeof askPasskey>>) =>
      passkey ? call('POST /sign-in/passkey', { passkey }) : Promise.resolve(null),
    async (me) => {
      if (me) await onDone()
    },
  )
  const run = useRef(enter.run)
  useEffect(() => {
    run.current = enter.run
  })
  useEffect(() => {
    if (isAsked || !hasPasskeys()) return
    let isOver = false
    const offer = async () => {
      if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.()) || isOver) return
      const options = await call('POST /sign-in/passkey-options', {}).catch(() => null)
      if (!options || isOver) return
      const passkey = await askPasskey(options, true)
      if (passkey && !isOver) await run.current(passkey)
    }
    void offer()
    const again = setInterval(() => void offer(), fresh)
    return () => {
      isOver = true
      clearInterval(again)
    }
  }, [isAsked])
  if (!hasPasskeys()) return null
  const ask = async () => {
    // The browser does one thing at a time: what it offers ends where the button is pressed.
    setAsked(true)
    const options = await call('POST /sign-in/passkey-options', {}).catch(() => null)
    const passkey = options && (await askPasskey(options))
    if (passkey) await enter.run(passkey)
    setAsked(false)
  }
  return (
    <>
      <ActionTrouble error={enter.error} />
      <Button
        wide
        icon={<KeyRound className="size-4.5" aria-hidden="true" />}
        isPending={isAsked || enter.isPending}
        onPress={() => void ask()}
      >
        {t('signIn.passkey')}
      </Button>
    </>
  )
}
