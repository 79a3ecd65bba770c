import type { ApiKeyShape } from '#contract/connections'
import { useInfiniteQuery } from '@tanstack/react-query'
import KeyRound from 'lucide-react/icons/key-round'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { apiKeysQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import { ToldOnce } from '../told-once.tsx'

const scopes = [
  'import',
  'read',
  'conversations:read',
  'conversations:write',
  'books',
  'payouts',
  'drop_off',
  'act:shopper',
  'admin',
] as const
type Scope = (typeof scopes)[number]

/** Keys of the store's other systems: what each may do, when it was last used, and how to end it. */
export function ApiKeys() {
  const { t } = useConsole()
  const keys = useInfiniteQuery(apiKeysQuery)
  const [isCreating, setCreating] = useState(false)
  const rows = keys.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./api-keys')}
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
      {isCreating && <CreateKey onClose={() => setCreating(false)} />}
    </Page>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKeyShape }) {
  const { t, format } = useConsole()
  const [isSure, setSure] = useState(false)
  const revoke = useAction((id: string) => call('DELETE /api-keys/:id', { id }))
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3.5">
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-[580]">
          {apiKey.name}
          {apiKey.scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
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
  const { t, format } = useConsole()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Scope[]>(['import'])
  const [days, setDays] = useState('365')
  const [made, setMade] = useState<string | null>(null)
  const create = useAction(
    (input: Input<'POST /api-keys'>, options) => call('POST /api-keys', input, options),
    (answer) => setMade(answer.key),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const expiresAt =
      days === 'never' ? undefined : new Date(format.now().getTime() + Number(days) * 86_400_000).toISOString()
    void create.run({ name, scopes: chosen, expiresAt })
  }
  if (made) return <ToldOnce title={t('keys.made')} secret={made} onClose={onClose} />
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
        <fieldset className="grid">
          <legend className="text-sm font-[560]">{t('keys.scopes')}</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              isSelected={chosen.includes(scope)}
              onChange={(isOn) => setChosen(isOn ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
              detail={t(`scope.${scope}`)}
            >
              {scope}
            </Checkbox>
          ))}
        </fieldset>
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
        <Button
          type="submit"
          look="primary"
          isDisabled={!name.trim() || chosen.length === 0}
          isPending={create.isPending}
        >
          {t('keys.create')}
        </Button>
      </form>
    </Dialog>
  )
}
