import type { Team } from '#contract/staff'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { teamsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { PeopleChoice } from './people-choice.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'

/** Who works together, and so who sees what is moved to a team. */
export function Teams() {
  const { t, format } = useConsole()
  const teams = useQuery(teamsQuery)
  const [editing, setEditing] = useState<Team | 'new' | null>(null)
  return (
    <SettingPage
      name="teams"
      query={teams}
      rows={teams.data?.data.filter((team) => !team.archived)}
      keyOf={(team) => team.id}
      empty={t('teams.none')}
      add={{ label: t('teams.add'), onPress: () => setEditing('new') }}
      foot={editing && <EditTeam team={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    >
      {(team) => (
        <SettingRow title={<bdi>{team.name}</bdi>} onChange={() => setEditing(team)}>
          {team.members.length > 0
            ? t('teams.sentence', { names: format.list(team.members.map((member) => member.name)) })
            : t('teams.nobody')}
        </SettingRow>
      )}
    </SettingPage>
  )
}

function EditTeam({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useConsole()
  const [name, setName] = useState(team?.name ?? '')
  const [members, setMembers] = useState(team?.members.map(({ id }) => id) ?? [])
  const [isClosed, setClosed] = useState(false)
  const save = useAction(
    (input: { name: string; members: string[]; archived: boolean }, options) =>
      team
        ? call('PUT /teams/:id', { id: team.id, version: team.version, ...input })
        : call('POST /teams', { name: input.name, members: input.members }, options),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({ name: name.trim(), members, archived: isClosed })
  }
  return (
    <Dialog title={team ? team.name : t('teams.add')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('settings.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          isRequired
          autoFocus
          problem={save.error?.param === 'name' ? save.error.message : null}
        />
        <PeopleChoice label={t('teams.members')} chosen={members} onChange={setMembers} />
        {team && (
          <Checkbox isSelected={isClosed} onChange={setClosed} detail={t('teams.closeDetail')}>
            {t('teams.close')}
          </Checkbox>
        )}
        <ActionTrouble error={save.error?.param === 'name' ? null : save.error} />
        <Button type="submit" look="primary" isPending={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
