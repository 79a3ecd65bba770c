import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { CallError } from '../../kit/call.ts'
import { Banner } from '../../ui/banner.tsx'
import { useTroubleWords } from '../trouble.tsx'
import { preferServerWords } from '../words.ts'
import { useClaimText } from './text.ts'

/** Why something with a claim did not work, and what to do instead. */
export function ClaimTrouble({ error, end }: { error: unknown; end?: ReactNode }) {
  const { t, has, locale } = useClaimText()
  const other = useTroubleWords()
  if (!error) return null
  const key = error instanceof CallError ? `refused.${error.code}` : ''
  const words = error instanceof CallError && has(key) ? preferServerWords(locale, error.message, t(key)) : other(error)
  return (
    <Banner tone="bad" role="alert" icon={<TriangleAlert aria-hidden="true" />} end={end}>
      <p className="text-ink">{words}</p>
    </Banner>
  )
}
