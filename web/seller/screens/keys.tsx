import type { ApiKeyShape } from '#contract/connections'
import { useInfiniteQuery } from '@tanstack/react-query'
import KeyRound from 'lucide-react/icons/key-round'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { keysQuery } from '../data.ts'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** Keys of the seller's own systems: what each may do, when it was last used, and how to end it. */
export function Keys() {
  const { t } = useSeller()
  const keys = useInfiniteQuery(keysQuery)
  const [isCreating, setCreating] = useState(false)
  const rows = keys.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./keys')}
      detail={t('keys.detail')}
      end={
        <Button look="primary" onPress={() => setCreating(true)}>
          {t('keys.create')}
        </Button>
      }
    >
      {keys.isError && <PageTrouble isPart error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <SkeletonRows rows={3} height="h-16" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <Notice icon={<KeyRound aria-hidden="true" />} title={t('keys.none')} />}
          <ul className="divide-y divide-line">
            {rows.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </Card>
      )}
      <More pages={keys} />
      {isCreating && <CreateKey onClose={() => setCreating(false)} />}
    </Page>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKeyShape }) {
  const { t, format } = useSeller()
  const [isSure, setSure] = useState(false)
  const revoke = useAction((id: string) => call('DELETE /seller/keys/:id', { id }))
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-[580]">
          <bdi>{apiKey.name}</bdi>
          <Badge>{t(apiKey.scopes.includes('seller:write') ? 'keys.writes' : 'keys.reads')}</Badge>
          {apiKey.revoked && <Badge tone="bad">{t('keys.revoked')}</Badge>}
        </span>
        <span className="block text-sm text-soft">
          <code className="font-mono">{apiKey.prefix}…</code> ·{' '}
          {apiKey.lastUsedAt ? t('keys.used', { when: format.fromNow(apiKey.lastUsedAt) }) : t('keys.neverUsed')}
          {apiKey.expiresAt && ` · ${t('keys.expires', { day: format.shortDate(apiKey.expiresAt) })}`}
        </span>
        <ActionTrouble error={revoke.error} />
      </span>
      {!apiKey.revoked && (
        <Button
          size="small"
          look={isSure ? 'danger' : 'secondary'}
          isPending={revoke.isPending}
          onPress={() => (isSure ? void revoke.run(apiKey.id) : setSure(true))}
        >
          {t(isSure ? 'keys.revokeSure' : 'keys.revoke')}
        </Button>
      )}
    </li>
  )
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const { t, format } = useSeller()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<'seller:read' | 'seller:write'>('seller:read')
  const [days, setDays] = useState('365')
  const [made, setMade] = useState<string | null>(null)
  const create = useAction(
    (input: Input<'POST /seller/keys'>, options) => call('POST /seller/keys', input, options),
    (answer) => setMade(answer.key),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const expiresAt =
      days === 'never' ? undefined : new Date(format.now().getTime() + Number(days) * 86_400_000).toISOString()
    void create.run({ name, scopes: [scope], expiresAt })
  }
  if (made)
    return (
      <Dialog
        title={t('keys.made')}
        isOpen
        onClose={onClose}
        closeLabel={t('common.close')}
        role="alertdialog"
        actions={
          <Button look="primary" onPress={onClose}>
            {t('keys.kept')}
          </Button>
        }
      >
        <div className="grid gap-4">
          <Banner tone="warn" title={t('keys.once')} />
          <p className="rounded-lg bg-sunken px-4 py-3 font-mono text-sm break-all" dir="ltr">
            <CopyText text={made} label={t('common.copy')} />
          </p>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('keys.create')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('keys.name')}
          hint={t('keys.nameHint')}
          value={name}
          onChange={setName}
          isRequired
          autoFocus
        />
        <ChoiceList
          label={t('keys.scope')}
          value={scope}
          onChange={(id) => setScope(id as typeof scope)}
          choices={[
            { id: 'seller:read', label: t('keys.reads'), detail: t('keys.readsDetail') },
            { id: 'seller:write', label: t('keys.writes'), detail: t('keys.writesDetail') },
          ]}
        />
        <Select
          label={t('keys.ends')}
          value={days}
          onChange={setDays}
          choices={['30', '90', '365', 'never'].map((id) => ({
            id,
            label: id === 'never' ? t('keys.never') : t('keys.days', { count: Number(id) }),
          }))}
        />
        <ActionTrouble error={create.error} />
        <Button type="submit" look="primary" isDisabled={!name.trim()} isPending={create.isPending}>
          {t('keys.create')}
        </Button>
      </form>
    </Dialog>
  )
}
