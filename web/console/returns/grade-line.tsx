import type { Return } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useUploads } from '../../kit/use-uploads.ts'
import { PhotoUpload } from '../../parts/photo-upload.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { policyQuery } from '../data.ts'
import { useConsole } from '../text.ts'
import { ChoiceKeys } from './choice-keys.tsx'

type Line = Return['lines'][number]

/** What was seen of one line, as `POST /returns/:id/inspection` takes it. */
export interface Grading {
  line: string
  quantity?: number
  verdict: 'as_described' | 'damaged' | 'wrong_item' | 'missing'
  grade: string
  deductPercent: number
  note?: string
  files?: string[]
}

const limits = { most: 5, megabytes: 25, types: ['jpg', 'png', 'webp', 'heic'] }
const STEP_PERCENT = 10

/** Grade, what it takes off, a note and photos. Everything that can be chosen comes from the store's own scale. */
export function GradeLine({
  line,
  quantity,
  onChange,
}: {
  line: Line
  quantity: number
  onChange: (grading: Grading | null) => void
}) {
  const { t, has, format } = useConsole()
  const scale = useGrades()
  const [grade, setGrade] = useState<string | null>(null)
  const [percent, setPercent] = useState(0)
  const [note, setNote] = useState('')
  const files = useUploads(limits)
  const fileIds = files.uploads.flatMap((one) => (one.file ? [one.file.id] : []))
  const most = grade ? (scale.find((one) => one.id === grade)?.most ?? 0) : 0
  const isWorn = most > 0
  const shares = Array.from({ length: Math.floor(most / STEP_PERCENT) + 1 }, (_, step) => step * STEP_PERCENT)
  const grading: Grading | null = grade
    ? {
        line: line.id,
        quantity,
        verdict: isWorn ? 'damaged' : 'as_described',
        grade,
        deductPercent: isWorn ? percent : 0,
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(fileIds.length > 0 ? { files: fileIds } : {}),
      }
    : null
  const serialized = JSON.stringify(grading)
  useEffect(() => {
    onChange(JSON.parse(serialized) as Grading | null)
  }, [serialized, onChange])
  return (
    <div className="grid gap-4">
      <ChoiceKeys
        label={t('inspect.grade')}
        value={grade}
        onChange={(id) => {
          setGrade(id)
          setPercent(0)
        }}
        choices={scale.map(({ id, most: off }) => ({
          id,
          label: has(`grade.${id}`) ? t(`grade.${id}` as 'grade.good') : id.replaceAll('_', ' '),
          detail: off > 0 ? t('inspect.upTo', { percent: format.number(off) }) : undefined,
        }))}
      />
      {isWorn && (
        <>
          {line.payer === 'seller' ? (
            <p className="text-soft">{t('inspect.oursToBear')}</p>
          ) : (
            <ChoiceKeys
              label={t('inspect.deduct')}
              value={String(percent)}
              onChange={(id) => setPercent(Number(id))}
              choices={shares.map((share) => ({
                id: String(share),
                label: share === 0 ? t('inspect.nothingOff') : `${format.number(share)} %`,
              }))}
            />
          )}
          <TextField
            label={t('inspect.note')}
            hint={t('inspect.noteHint')}
            lines={2}
            value={note}
            onChange={setNote}
            maxLength={1000}
          />
          <PhotoUpload files={files} limits={limits}>
            {t('inspect.photo')}
          </PhotoUpload>
        </>
      )}
    </div>
  )
}

/** The store's own scale, the best first, with the most that each grade takes off. */
function useGrades(): { id: string; most: number }[] {
  const policy = useQuery(policyQuery).data
  const value = policy?.keys.find(({ key }) => key === 'return.grades')?.value
  return Object.entries((value ?? {}) as Record<string, number>)
    .map(([id, most]) => ({ id, most }))
    .toSorted((one, other) => one.most - other.most)
}
