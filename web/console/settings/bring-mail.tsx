import type { Mailbox } from '#contract/mail'
import { CopyText } from '../../ui/copy-text.tsx'
import { useConsole } from '../text.ts'

/** Where a provider is to bring mail: the address to copy, and where it is written down there. */
export function BringMail({ webhook: { provider, url } }: { webhook: NonNullable<Mailbox['webhook']> }) {
  const { t } = useConsole()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 text-sm text-soft">
      <p>{t(`bringMail.${provider}`)}</p>
      <p className="rounded-md bg-sunken px-3 py-2 font-mono text-xs break-all text-ink" dir="ltr">
        <CopyText text={url} label={t('bringMail.url')} />
      </p>
    </div>
  )
}
