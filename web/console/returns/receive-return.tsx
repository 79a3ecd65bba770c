import type { Return } from '#contract/returns'
import { useCallback, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useScanner } from '../layout/use-scanner.ts'
import { useConsole } from '../text.ts'
import { ChoiceKeys } from './choice-keys.tsx'
import { GradeLine, type Grading } from './grade-line.tsx'
import { ReturnLineHead } from './return-line.tsx'
import { Stepper } from './stepper.tsx'

type Finding = 'complete' | 'empty' | 'wrong_item' | 'extra'
const findings = ['complete', 'empty', 'wrong_item', 'extra'] as const

/** What should be in the box, what is, and what state it is in. */
export function ReceiveReturn({
  found,
  code,
  onTouched,
  onDone,
  onCancel,
}: {
  found: Return
  code: string
  onTouched: () => void
  onDone: (words: string) => void
  onCancel: () => void
}) {
  const { t, format } = useConsole()
  const lines = found.lines.filter((line) => line.approval === 'approved' && leftOf(line) > 0)
  const [counts, setCounts] = useState<Record<string, number>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, leftOf(line)])),
  )
  const [finding, setFinding] = useState<Finding>('complete')
  const [note, setNote] = useState('')
  const [step, setStep] = useState<'count' | 'grade'>('count')
  const [gradings, setGradings] = useState<Record<string, Grading | null>>({})
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const parcel = found.parcels.find((one) => one.code === code || one.trackingNumber === code)
  const count = (id: string, value: number) => {
    onTouched()
    setCounts((before) => ({ ...before, [id]: value }))
  }
  // Scanning the thing itself counts it: the first time from nothing, so that a box can be emptied scan by scan.
  const [isScanning, setScanning] = useState(false)
  useScanner((scanned) => {
    const line = lines.find((one) => one.sku !== null && one.sku.toLowerCase() === scanned.toLowerCase())
    if (!line || step !== 'count') return
    onTouched()
    setCounts((before) => {
      const base = isScanning ? before : Object.fromEntries(lines.map((one) => [one.id, 0]))
      return { ...base, [line.id]: Math.min((base[line.id] ?? 0) + 1, leftOf(line)) }
    })
    setScanning(true)
  })
  const save = useAction(
    async (chosen: Grading[], options) => {
      const received = await call(
        'POST /returns/:id/receipt',
        {
          id: found.id,
          ...(parcel ? { parcel: parcel.id } : {}),
          ...(finding === 'empty'
            ? {}
            : { counts: lines.map((line) => ({ line: line.id, quantity: counts[line.id] ?? 0 })) }),
          ...(finding === 'complete' ? {} : { finding }),
          ...(note.trim() ? { note: note.trim() } : {}),
          inspectionFollows: chosen.length > 0,
        },
        options,
      )
      if (chosen.length === 0) return received
      return await call('POST /returns/:id/inspection', { id: found.id, lines: chosen })
    },
    (shown) =>
      onDone(t('warehouse.received', { reference: shown.reference, words: t(`returnState.${shown.state.code}`) })),
  )
  const graded = lines.filter((line) => (counts[line.id] ?? 0) > 0)
  const setGrading = useCallback((id: string, grading: Grading | null) => {
    setGradings((before) => ({ ...before, [id]: grading }))
  }, [])
  const chosen = graded.flatMap((line) => gradings[line.id] ?? [])
  const needsNote = finding !== 'complete' && note.trim() === ''
  const isNothing = finding === 'complete' && total === 0
  const finish = () => void save.run(step === 'grade' ? chosen : [])
  if (lines.length === 0)
    return (
      <Card className="grid gap-4 p-5">
        <h2 className="text-xl">{t('warehouse.allReceived', { reference: found.reference })}</h2>
        <p className="text-soft">{found.state.words}</p>
        <Button size="large" wide onPress={onCancel}>
          {t('warehouse.another')}
        </Button>
      </Card>
    )
  return (
    <div className="grid gap-4 pb-40">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="text-xl">{found.reference}</h2>
        {found.customer && <span className="text-soft">{found.customer.name}</span>}
        <Badge>{t(`returnState.${found.state.code}`)}</Badge>
        {parcel?.weight?.fits === false && <Badge tone="warn">{t('warehouse.weightOff')}</Badge>}
      </header>
      {found.lines.some((line) => line.approval === 'declined') && (
        <Banner tone="warn" title={t('warehouse.someDeclined')} />
      )}
      {step === 'count' ? (
        <>
          <Card>
            <ul className="divide-y divide-line">
              {lines.map((line) => (
                <li key={line.id} className="grid gap-3 p-4">
                  <ReturnLineHead line={line} />
                  {finding !== 'empty' && (
                    <Stepper
                      label={t('warehouse.count', { title: line.title })}
                      value={counts[line.id] ?? 0}
                      most={leftOf(line)}
                      onChange={(value) => count(line.id, value)}
                      less={t('warehouse.less')}
                      more={t('warehouse.more')}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Card>
          <ChoiceKeys
            label={t('warehouse.finding')}
            value={finding}
            onChange={(id) => {
              onTouched()
              setFinding(id as Finding)
              const isGone = id === 'empty' || id === 'wrong_item'
              setCounts(Object.fromEntries(lines.map((line) => [line.id, isGone ? 0 : leftOf(line)])))
            }}
            choices={findings.map((id) => ({ id, label: t(`finding.${id}`) }))}
          />
          {finding !== 'complete' && (
            <>
              <Banner tone="note" title={t('warehouse.personLooks')} />
              <TextField
                label={t('warehouse.what')}
                lines={2}
                value={note}
                onChange={(text) => {
                  onTouched()
                  setNote(text)
                }}
                maxLength={1000}
              />
            </>
          )}
        </>
      ) : (
        graded.map((line) => (
          <Card key={line.id} className="grid gap-4 p-4" aria-label={line.title}>
            <ReturnLineHead line={line} />
            <LineGrade line={line} quantity={counts[line.id] ?? 0} onChange={setGrading} />
          </Card>
        ))
      )}
      <ActionTrouble error={save.error} onRetry={finish} />
      <footer className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-2 gap-2 border-t border-line bg-surface p-3 sm:flex lg:start-56">
        <Button
          look="primary"
          size="large"
          className="col-span-2 sm:order-last sm:flex-1"
          isDisabled={needsNote || isNothing || (step === 'grade' && chosen.length < graded.length)}
          isPending={save.isPending}
          onPress={step === 'count' && total > 0 ? () => setStep('grade') : finish}
        >
          {step === 'count' && total > 0
            ? t('warehouse.toGrade', { count: total })
            : total === 0
              ? t('warehouse.toPerson')
              : t('warehouse.finish', { count: format.number(total) })}
        </Button>
        <Button
          size="large"
          className={step === 'count' && total > 0 ? '' : 'col-span-2'}
          onPress={step === 'grade' ? () => setStep('count') : onCancel}
        >
          {step === 'grade' ? t('warehouse.back') : t('common.cancel')}
        </Button>
        {step === 'count' && total > 0 && (
          <Button size="large" isDisabled={needsNote} isPending={save.isPending} onPress={finish}>
            {t('warehouse.skipGrade')}
          </Button>
        )}
      </footer>
    </div>
  )
}

function LineGrade({
  line,
  quantity,
  onChange,
}: {
  line: Return['lines'][number]
  quantity: number
  onChange: (id: string, grading: Grading | null) => void
}) {
  const set = useCallback((grading: Grading | null) => onChange(line.id, grading), [line.id, onChange])
  return <GradeLine line={line} quantity={quantity} onChange={set} />
}

function leftOf(line: Return['lines'][number]): number {
  return line.quantity - line.receivedQuantity - line.rejectedQuantity
}
