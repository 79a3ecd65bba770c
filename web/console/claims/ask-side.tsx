import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { ChoiceKeys } from '../returns/choice-keys.tsx'
import { useConsole } from '../text.ts'

/** A question to one of the two, with a deadline; the claim waits for the answer, and not longer. */
export function AskSide({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const { t } = useConsole()
  const trouble = useTroubleWords()
  const toast = useToast()
  const [to, setTo] = useState<'shopper' | 'seller'>('seller')
  const [words, setWords] = useState('')
  const ask = useAction(
    (input: Input<'POST /claims/:id/questions'>, options) => call('POST /claims/:id/questions', input, options),
    () => {
      toast(t('claims.asked'))
      onClose()
    },
  )
  const isOnWords = ask.error?.param === 'words'
  return (
    <ActionDialog
      title={t('claims.ask')}
      label={t('claims.askSend')}
      isReady={words.trim().length >= 3}
      isPending={ask.isPending}
      error={isOnWords ? null : ask.error}
      onPress={() => void ask.run({ id: claim.id, to, words: words.trim() })}
      onClose={onClose}
    >
      <ChoiceKeys
        label={t('claims.askWhom')}
        value={to}
        onChange={(id) => setTo(id as typeof to)}
        choices={[
          { id: 'seller', label: claim.seller.name },
          { id: 'shopper', label: claim.shopper.name },
        ]}
      />
      <TextField
        label={t('claims.question')}
        hint={t('claims.questionHint')}
        problem={isOnWords && trouble(ask.error)}
        lines={3}
        maxLength={2000}
        dir="auto"
        isRequired
        value={words}
        onChange={setWords}
      />
    </ActionDialog>
  )
}
