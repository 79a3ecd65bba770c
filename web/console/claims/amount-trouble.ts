import { CallError } from '../../kit/call.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { useConsole } from '../text.ts'

/** What is wrong with an amount, for whoever wrote it: the server speaks of the smallest unit to programs. */
export function useAmountTrouble() {
  const { t } = useConsole()
  const trouble = useTroubleWords()
  return (error: unknown) =>
    error instanceof CallError && error.code === 'amount_out_of_range'
      ? t('trouble.amount_out_of_range')
      : trouble(error)
}
