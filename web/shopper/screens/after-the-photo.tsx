import type { Problem } from '#contract/problems'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useRemedyTitle } from '../../parts/remedy-card.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useShopper } from '../text.ts'

/** What opens with the photo, so that nobody wonders what it is for; and the way for whoever has no camera. */
export function AfterThePhoto({ problem }: { problem: Problem }) {
  const { t } = useShopper()
  const title = useRemedyTitle()
  const person = problem.remedies.find((remedy) => remedy.kind === 'person')
  const ask = useAction((remedy: string, options) =>
    call('POST /problems/:id/remedy', { id: problem.id, remedy }, options),
  )
  return (
    <section className="grid gap-4 px-1">
      <div>
        <h2 className="text-base">{t('photos.then')}</h2>
        <ul className="mt-1 grid list-disc gap-1 ps-5 text-soft">
          {problem.remedies
            .filter((remedy) => remedy.kind !== 'person')
            .map((remedy) => (
              <li key={remedy.id}>{title(remedy)}</li>
            ))}
        </ul>
      </div>
      {person && (
        <div>
          <Button look="quiet" isPending={ask.isPending} onPress={() => void ask.run(person.id)} className="-ms-4">
            {t('photos.noCamera')}
          </Button>
          <ActionTrouble error={ask.error} />
        </div>
      )}
    </section>
  )
}
