import type { Claim } from '#contract/claims'
import type { StoredFile } from '#contract/files'
import FileText from 'lucide-react/icons/file-text'
import { useFileUrl } from '../../kit/use-file-url.ts'
import { Badge } from '../../ui/badge.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { useParts } from '../text.ts'
import { useClaimText } from './text.ts'
import type { Viewer } from './words.ts'

type Entry = Claim['entries'][number]

/** Everything that either side said and showed, oldest first, with who it was. */
export function EvidenceList({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t, format } = useClaimText()
  const shown = told(claim)
  const who = (side: string) =>
    side === viewer ? t('evidence.you') : side === 'seller' ? claim.seller.name : claim.shopper.name
  const answered = claim.questions.filter(isAnswered)
  if (shown.length === 0 && answered.length === 0) return <p className="text-soft">{t('evidence.none')}</p>
  return (
    <ol className="grid gap-4">
      {shown.map((entry) => (
        <li key={entry.id} className="rounded-lg border border-line bg-canvas/60 p-4">
          <Head who={who(entry.side)} at={format.moment(entry.at)} kind={entry.evidenceKind} />
          <EntryWords entry={entry} />
          <Files files={entry.files} who={who(entry.side)} />
        </li>
      ))}
      {answered.map((question) => (
        <li key={question.id} className="rounded-lg border border-line bg-canvas/60 p-4">
          <Head who={who(question.to)} at={format.moment(question.askedAt)} kind={null} />
          <p dir="auto" className="mt-1 text-soft">
            {question.words}
          </p>
          <p dir="auto" className="mt-2 wrap-anywhere whitespace-pre-line">
            {question.reply}
          </p>
          <Files files={question.files} who={who(question.to)} />
        </li>
      ))}
    </ol>
  )
}

/** Whether either side said or showed anything. */
export function hasEvidence(claim: Claim): boolean {
  return told(claim).length > 0 || claim.questions.some(isAnswered)
}

function told({ entries }: Claim): Entry[] {
  return entries.filter(
    (entry) => entry.kind !== 'decision' && (entry.words || entry.files.length > 0 || entry.evidenceKind),
  )
}

function isAnswered({ state }: Claim['questions'][number]): boolean {
  return state === 'answered'
}

function Head({ who, at, kind }: { who: string; at: string; kind: Entry['evidenceKind'] }) {
  const { t } = useClaimText()
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <p className="text-sm">
        <bdi className="font-[580]">{who}</bdi> <span className="text-soft">· {at}</span>
      </p>
      {kind && <Badge tone="note">{t(`kind.${kind}`)}</Badge>}
    </div>
  )
}

function EntryWords({ entry }: { entry: Entry }) {
  const { t, has } = useClaimText()
  const parts = useParts()
  const facts = Object.entries(entry.facts).flatMap(([name, value]) => {
    const key = `fact.${name}`
    return has(key) && name !== 'quote' ? [{ name, label: t(key), value }] : []
  })
  return (
    <>
      {entry.words && (
        <p dir="auto" className="mt-1.5 wrap-anywhere whitespace-pre-line">
          {entry.words}
        </p>
      )}
      {entry.facts.quote && (
        <blockquote dir="auto" className="mt-2 border-s-3 border-line ps-3 wrap-anywhere whitespace-pre-line text-soft">
          {entry.facts.quote}
        </blockquote>
      )}
      {facts.length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
          {facts.map(({ name, label, value }) => (
            <div key={name} className="flex flex-wrap items-center gap-x-1.5">
              <dt className="text-soft">{label}</dt>
              <dd>
                {name === 'trackingNumber' || name === 'refundReference' ? (
                  <CopyText text={value} label={parts.t('common.copy')} />
                ) : (
                  <bdi>{value}</bdi>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function Files({ files, who }: { files: readonly StoredFile[]; who: string }) {
  if (files.length === 0) return null
  return (
    <ul className="mt-3 grid grid-cols-3 gap-2.5 sm:grid-cols-4">
      {files.map((file) => (
        <li key={file.id}>
          <EvidenceFile file={file} who={who} />
        </li>
      ))}
    </ul>
  )
}

/** A photo opens large in a tab of its own; a link that ended is taken anew. */
function EvidenceFile({ file, who }: { file: StoredFile; who: string }) {
  const { t } = useClaimText()
  const { url, renew } = useFileUrl(file)
  const frame = 'block aspect-square overflow-hidden rounded-lg border border-line bg-sunken'
  const name = file.name ?? t('evidence.file')
  if (file.mediaType.startsWith('video/'))
    return (
      <span className={frame}>
        {url && (
          <video src={url} controls muted playsInline preload="metadata" aria-label={name} className="size-full" />
        )}
      </span>
    )
  if (file.mediaType.startsWith('image/') && !file.note)
    return (
      <a href={url} target="_blank" rel="noreferrer" className={`${frame} hover:border-edge`}>
        {url && (
          <img
            src={url}
            alt={t('evidence.photo', { who })}
            loading="lazy"
            onError={renew}
            className="size-full object-cover"
          />
        )}
      </a>
    )
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className={`${frame} grid place-items-center p-2 text-center text-sm wrap-anywhere`}
    >
      <span className="grid justify-items-center gap-1">
        <FileText className="size-6 text-soft" aria-hidden="true" />
        <bdi>{name}</bdi>
      </span>
    </a>
  )
}
