import { useSearch } from '@tanstack/react-router'
import CircleCheck from 'lucide-react/icons/circle-check'
import PackageOpen from 'lucide-react/icons/package-open'
import ScanQrCode from 'lucide-react/icons/scan-qr-code'
import { useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../layout/page.tsx'
import { useScanner } from '../layout/use-scanner.ts'
import { ScanField } from '../returns/scan-field.tsx'
import { useConsole } from '../text.ts'

type Found = Output<'GET /drop-offs/:code'> & { code: string }

/** For whoever stands at a counter: scan the code on the phone, see what to take, take it once. */
export function DropOff() {
  const { t } = useConsole()
  const { place } = useSearch({ from: '/inside/drop-off' })
  const [found, setFound] = useState<Found | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const look = useAction((code: string) => call('GET /drop-offs/:code', { code }))
  const take = useAction(
    (code: string, options) => call('POST /drop-offs', { code, ...(place ? { place } : {}) }, options),
    (answer) => {
      setFound(null)
      setDone(answer.words)
    },
  )
  const open = async (code: string) => {
    setDone(null)
    take.reset()
    const answer = await look.run(code)
    setFound(answer ? { ...answer, code } : null)
  }
  useScanner((code) => void open(code))
  return (
    <Page title={t('place./drop-off')} detail={t('dropOff.detail')}>
      <div className="grid gap-4">
        <div role="status" aria-live="polite">
          {done && (
            <Banner tone="good" icon={<CircleCheck aria-hidden="true" />} title={done}>
              {t('dropOff.next')}
            </Banner>
          )}
        </div>
        <ActionTrouble error={look.error} />
        {found ? (
          <Card className="grid gap-5 p-5">
            <header className="grid gap-1">
              <h2 className="text-xl">{t(`dropOff.${found.state}`)}</h2>
              <p className="text-soft">{found.words}</p>
            </header>
            {found.state === 'open' && (
              <>
                <ul aria-label={t('dropOff.take')} className="grid gap-3">
                  {found.items.map((item) => (
                    <li key={item.title} className="flex items-center gap-3">
                      <ProductPicture url={item.imageUrl} className="size-16 shrink-0 rounded-md" />
                      <span className="min-w-0 flex-1 text-lg font-[560]">
                        <bdi>{item.title}</bdi>
                      </span>
                      <span className="tabular text-2xl font-[640]">× {item.quantity}</span>
                    </li>
                  ))}
                </ul>
                <Banner
                  tone="note"
                  icon={<PackageOpen aria-hidden="true" />}
                  title={t(found.needsBox ? 'dropOff.boxed' : 'dropOff.noBox')}
                />
              </>
            )}
            <ActionTrouble error={take.error} />
            <div className="flex gap-2">
              <Button size="large" onPress={() => setFound(null)}>
                {t('common.cancel')}
              </Button>
              {found.state === 'open' && (
                <Button
                  look="primary"
                  size="large"
                  className="flex-1"
                  isPending={take.isPending}
                  onPress={() => void take.run(found.code)}
                >
                  {t('dropOff.accept')}
                </Button>
              )}
            </div>
          </Card>
        ) : (
          <Card className="grid gap-5 p-5">
            <div className="grid place-items-center gap-2 py-6 text-center">
              <ScanQrCode className="size-14 text-accent-ink" aria-hidden="true" />
              <p className="text-xl font-[600]">{t('dropOff.scan')}</p>
              <p className="text-soft">{t('dropOff.scanDetail')}</p>
            </div>
            <ScanField
              label={t('dropOff.type')}
              hint={t('dropOff.typeHint')}
              isPending={look.isPending}
              onScan={(code) => void open(code)}
            />
          </Card>
        )}
      </div>
    </Page>
  )
}
