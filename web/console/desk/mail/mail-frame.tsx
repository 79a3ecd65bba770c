import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { mailQuery } from './data.ts'
import { MailWarnings } from './mail-warnings.tsx'

/** A mail as it came, in a frame in which nothing runs and that loads nothing until it is asked to. */
export function MailFrame({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, rich } = useConsole()
  const found = useQuery(mailQuery(id))
  const [shown, setShown] = useState({ quoted: false, pictures: false })
  const { mail, pageUrl } = found.data ?? {}
  return (
    <Dialog wide isOpen title={mail?.subject || t('mail.asItCame')} onClose={onClose} closeLabel={t('common.close')}>
      <div className="grid gap-3">
        {found.isError && <PageTrouble isPart error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <SkeletonRows rows={3} height="h-16" label={t('common.loading')} />}
        {mail && (
          <>
            <p className="text-sm text-soft [overflow-wrap:anywhere]">
              {rich('mail.from', {
                address: (
                  <bdi key="from">
                    {mail.from.name} &lt;{mail.from.address ?? t('aside.unknown')}&gt;
                  </bdi>
                ),
              })}
            </p>
            <MailWarnings mail={mail} />
            {mail.originalReplacedAt && <Banner tone="note">{t('mail.replaced')}</Banner>}
            {mail.remotePictures > 0 && !shown.pictures && !mail.originalReplacedAt && (
              <Banner
                tone="neutral"
                end={
                  <Button size="small" onPress={() => setShown({ ...shown, pictures: true })}>
                    {t('mail.showPictures')}
                  </Button>
                }
              >
                {t('mail.picturesElsewhere', { count: mail.remotePictures })}
              </Banner>
            )}
            <iframe
              // A page cannot be asked for its height here: it runs nothing.
              title={t('mail.asItCame')}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              referrerPolicy="no-referrer"
              src={`${pageUrl}&quoted=${shown.quoted}&pictures=${shown.pictures}`}
              className="h-[55dvh] w-full rounded-md border border-line bg-white"
            />
            {mail.hasQuoted && (
              <Button
                size="small"
                className="justify-self-start"
                aria-pressed={shown.quoted}
                onPress={() => setShown({ ...shown, quoted: !shown.quoted })}
              >
                {t(shown.quoted ? 'mail.quoted.hide' : 'mail.quoted.show')}
              </Button>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
