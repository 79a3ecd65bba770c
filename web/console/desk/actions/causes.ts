import { useQuery } from '@tanstack/react-query'
import { policyQuery } from '../../data.ts'
import { useConsole } from '../../text.ts'

/** Why somebody wrote, as this store's policy lists it, the likeliest first. */
export function useCauses(intent: string | null): { id: string; label: string }[] | undefined {
  const words = useIntentWords()
  const key = useQuery(policyQuery).data?.keys.find((one) => one.key === 'contact.causes')
  if (!key) return undefined
  const codes = Array.isArray(key.value) ? key.value.filter((code): code is string => typeof code === 'string') : []
  return [...codes]
    .sort((a, b) => Number(b === intent) - Number(a === intent))
    .map((code) => ({ id: code, label: words(code) }))
}

/** What a matter is about; a store's own code is shown as it is. */
export function useIntentWords() {
  const { t, has } = useConsole()
  return (code: string): string => {
    const key = `intent.${code}`
    return has(key) ? t(key) : code.replaceAll('_', ' ')
  }
}
