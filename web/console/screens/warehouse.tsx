import type { Output } from '../../kit/call.ts'
import CircleCheck from 'lucide-react/icons/circle-check'
import PackageSearch from 'lucide-react/icons/package-search'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../layout/page.tsx'
import { useScanner } from '../layout/use-scanner.ts'
import { ReceiveReturn } from '../returns/receive-return.tsx'
import { ScanField } from '../returns/scan-field.tsx'
import { Unannounced } from '../returns/unannounced.tsx'
import { useConsole } from '../text.ts'

type Found = Output<'GET /warehouse/look-up'> & { code: string }

/** For a handheld scanner at the warehouse door: scan, count, grade, next. */
export function Warehouse() {
  const { t } = useConsole()
  const [found, setFound] = useState<Found | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [isTouched, setTouched] = useState(false)
  const [waiting, setWaiting] = useState<string | null>(null)
  const look = useAction(
    (code: string) => call('GET /warehouse/look-up', { code }),
    () => {},
  )
  const open = async (code: string) => {
    setWaiting(null)
    setDone(null)
    const answer = await look.run(code)
    if (!answer) return
    setTouched(false)
    setFound({ ...answer, code })
  }
  useScanner((code) => {
    if (isTouched && found && code !== found.code) return setWaiting(code)
    void open(code)
  })
  const finish = (words: string) => {
    setFound(null)
    setTouched(false)
    setDone(words)
    if (waiting) void open(waiting)
  }
  const returned = found?.returns[0]
  return (
    <Page title={t('place./warehouse')} detail={found ? undefined : t('warehouse.detail')}>
      <div className="grid gap-4">
        <div role="status" aria-live="polite">
          {done && (
            <Banner tone="good" icon={<CircleCheck aria-hidden="true" />} title={done}>
              {t('warehouse.next')}
            </Banner>
          )}
          {waiting && (
            <Banner tone="warn" title={t('warehouse.finishFirst', { code: waiting })}>
              {t('warehouse.finishFirstDetail')}
            </Banner>
          )}
        </div>
        <ActionTrouble error={look.error} />
        {found && returned ? (
          <ReceiveReturn
            key={`${returned.id} ${found.code}`}
            found={returned}
            code={found.code}
            onTouched={() => setTouched(true)}
            onDone={finish}
            onCancel={() => setFound(null)}
          />
        ) : found ? (
          <Unannounced
            key={found.code}
            code={found.code}
            words={found.words}
            isKnown={found.kind === 'order'}
            onDone={finish}
            onCancel={() => setFound(null)}
          />
        ) : (
          <Card className="grid gap-5 p-5">
            <div className="grid place-items-center gap-2 py-6 text-center">
              <PackageSearch className="size-14 text-accent-ink" aria-hidden="true" />
              <p className="text-xl font-[600]">{t('warehouse.scan')}</p>
              <p className="text-soft">{t('warehouse.scanDetail')}</p>
            </div>
            <ScanField
              label={t('warehouse.type')}
              hint={t('warehouse.typeHint')}
              isPending={look.isPending}
              onScan={(code) => void open(code)}
            />
          </Card>
        )}
      </div>
    </Page>
  )
}
