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
type Told = Pick<Entry, 'id' | 'side' | 'at' | 'words' | 'facts' | 'files'> & {
  kind: Entry['evidenceKind']
  /** What it answers. */
  asked: string | null
}

/** Everything that either side said and showed, oldest first, with who it was. */
export function EvidenceList({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t, format } = useClaimText()
  const who = (side: string) =>
    side === viewer ? t('evidence.you') : side === 'seller' ? claim.seller.name : claim.shopper.name
  const shown = told(claim)
  if (shown.length === 0) return <p className="text-soft">{t('evidence.none')}</p>
  return (
    <ol className="grid gap-4">
      {shown.map(({ id, at, side, kind, asked, words, facts, files }) => (
        <li key={id} className="rounded-lg border border-line bg-canvas/60 p-4">
          <Head who={who(side)} at={format.moment(at)} kind={kind} />
          {asked && (
            <p dir="auto" className="mt-1 text-soft">
              {asked}
            </p>
          )}
          <Words words={words} facts={facts} />
          <Files files={files} who={who(side)} />
        </li>
      ))}
    </ol>
  )
}

/** Whether either side said or showed anything. */
export function hasEvidence(claim: Claim): boolean {
  return told(claim).length > 0
}

/** Entries and answers to questions, as one story. */
function told({ entries, questions }: Claim): Told[] {
  const said = entries
    .filter(
      ({ kind, words, files, evidenceKind }) => kind !== 'decision' && (words || files.length > 0 || evidenceKind),
    )
    .map((entry): Told => ({ ...entry, kind: entry.evidenceKind, asked: null }))
  const answered = questions
    .filter(({ state }) => state === 'answered')
    .map(({ id, to, askedAt, words, reply, files }): Told => {
      return { id, side: to, at: askedAt, kind: null, asked: words, words: reply, facts: {}, files }
    })
  return [...said, ...answered].toSorted((one, other) => one.at.localeCompare(other.at))
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

function Words({ words, facts: given }: Pick<Told, 'words' | 'facts'>) {
  const { t, has } = useClaimText()
  const parts = useParts()
  const facts = Object.entries(given).flatMap(([name, value]) => {
    const key = `fact.${name}`
    return has(key) && name !== 'quote' ? [{ name, label: t(key), value }] : []
  })
  return (
    <>
      {words && (
        <p dir="auto" className="mt-1.5 wrap-anywhere whitespace-pre-line">
          {words}
        </p>
      )}
      {given.quote && (
        <blockquote dir="auto" className="mt-2 border-s-3 border-line ps-3 wrap-anywhere whitespace-pre-line text-soft">
          {given.quote}
        </blockquote>
      )}
      {facts.length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
          {facts.map(({ name, label, value }) => (
            <div key={name} className="flex w-full flex-wrap items-center gap-x-1.5">
              <dt className="text-soft">{label}</dt>
              <dd className="min-w-0 flex-1 basis-44">
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
