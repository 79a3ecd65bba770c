import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useShopper } from '../text.ts'

/** The recovery codes, in their only showing. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useShopper()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(codes.join('\n'))
    setCopied(true)
  }
  return (
    <Card className="grid gap-4 p-5 sm:p-6" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" className="text-lg">
        {t('second.codesTitle')}
      </h2>
      <p className="text-soft">{t('second.codesDetail')}</p>
      <ul dir="ltr" className="grid grid-cols-2 gap-2 rounded-lg bg-sunken px-4 py-3.5 font-mono">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button onPress={() => void copy()}>{t(isCopied ? 'second.copied' : 'second.copy')}</Button>
        <Button look="primary" onPress={onDone}>
          {t('second.codesKept')}
        </Button>
      </div>
    </Card>
  )
}
