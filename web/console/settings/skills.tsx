import type { SkilledPerson } from '#contract/staff'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { queuesQuery, skillsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'
import { useLanguageName } from './use-language-name.ts'

/** Who can do what: a queue that needs a skill asks those who have it first. */
export function Skills() {
  const { t } = useConsole()
  const people = useQuery(skillsQuery)
  const words = useSkillWords()
  const [editing, setEditing] = useState<SkilledPerson | null>(null)
  return (
    <SettingPage
      name="skills"
      query={people}
      rows={people.data?.data}
      keyOf={(person) => person.id}
      empty={t('skills.none')}
      foot={editing && <EditSkills person={editing} onClose={() => setEditing(null)} />}
    >
      {(person) => (
        <SettingRow
          title={
            <>
              <bdi>{person.name}</bdi>
              {person.skills.map((skill) => (
                <Badge key={skill}>{words(skill)}</Badge>
              ))}
            </>
          }
          onChange={() => setEditing(person)}
        >
          {t(`role.${person.role}`)}
          {person.skills.length === 0 && ` · ${t('skills.nobody')}`}
        </SettingRow>
      )}
    </SettingPage>
  )
}

function EditSkills({ person, onClose }: { person: SkilledPerson; onClose: () => void }) {
  const { t } = useConsole()
  const words = useSkillWords()
  const known = useKnownSkills()
  const [chosen, setChosen] = useState(person.skills)
  const [more, setMore] = useState('')
  const save = useAction(
    (skills: string[], options) => call('PUT /staff/:id/skills', { id: person.id, skills }, options),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run([...chosen, ...more.split(/[\s,]+/).filter(Boolean)])
  }
  const isAboutWords = save.error?.param?.startsWith('skills')
  return (
    <Dialog title={t('skills.title', { name: person.name })} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        {known.length > 0 && (
          <fieldset className="m-0 border-0 p-0">
            <legend className="mb-1 text-sm font-[560]">{t('skills.known')}</legend>
            {known.map((skill) => (
              <Checkbox
                key={skill}
                isSelected={chosen.includes(skill)}
                onChange={(has) => setChosen(has ? [...chosen, skill] : chosen.filter((one) => one !== skill))}
              >
                {words(skill)}
              </Checkbox>
            ))}
          </fieldset>
        )}
        <TextField
          label={t('skills.more')}
          hint={t('skills.moreHint')}
          dir="ltr"
          value={more}
          onChange={setMore}
          maxLength={200}
          autoFocus={known.length === 0}
          problem={isAboutWords ? t('skills.moreHint') : null}
        />
        <ActionTrouble error={isAboutWords ? null : save.error} />
        <Button type="submit" look="primary" isPending={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}

/** What somebody can do already, or a queue asks for. */
function useKnownSkills(): string[] {
  const people = useQuery(skillsQuery).data?.data ?? []
  const queues = useQuery(queuesQuery).data?.data ?? []
  const needed = queues.flatMap(({ skill }) => skill ?? [])
  return [...new Set([...needed, ...people.flatMap(({ skills }) => skills)])].toSorted()
}

/** `lang:de` as the name of the language; what the store named itself stays as it is. */
function useSkillWords() {
  const { t } = useConsole()
  const nameOf = useLanguageName()
  return (skill: string): string => {
    const code = /^lang:([a-z]{2,3})$/.exec(skill)?.[1]
    if (skill === 'safety') return t('skills.language', { language: t('intent.safety'), skill })
    return code ? t('skills.language', { language: nameOf(code), skill }) : skill
  }
}
