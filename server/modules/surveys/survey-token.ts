import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import type { Config } from '../../config.ts'

/** What a mailed link proves: whoever has it got the mail. Made when the mail leaves, and stored nowhere. */
export function surveyToken(config: Config, surveyId: string): string {
  return createHmac('sha256', config.secretFor('survey-link')).update(surveyId).digest('base64url')
}

/** The address in the mail. @param solved the choice that the page presets; nothing counts before somebody presses the button */
export function surveyUrl(config: Config, surveyId: string, solved: 'yes' | 'no'): string {
  return `${config.publicUrl}/survey/${surveyId}?token=${surveyToken(config, surveyId)}&solved=${solved}`
}

/** Whether a token is the one of this survey. */
export function provesSurvey(config: Config, surveyId: string, token: string | undefined): boolean {
  return token !== undefined && isSameProof(token, surveyToken(config, surveyId))
}
