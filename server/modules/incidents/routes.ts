import { guest, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { changeIncident, openIncident } from './commands/keep-incident.ts'
import { sendIncidentMessage } from './commands/send-message.ts'
import { incidents } from './contract.ts'
import { previewIncident } from './preview-incident.ts'
import { bannersOf, listIncidents, showIncident } from './queries.ts'

export const incidentRoutes = routes(incidents, {
  'GET /banners': { who: [shopper, guest], query: bannersOf },
  'GET /incidents': { who: [staff('associate')], query: listIncidents },
  'GET /incidents/:id': { who: [staff('associate')], query: showIncident },
  'POST /incidents': { who: [staff('supervisor')], command: openIncident },
  'POST /incidents/preview': {
    who: [staff('supervisor')],
    query: previewIncident,
    limit: { perMinute: 30, by: 'actor' },
  },
  'PUT /incidents/:id': { who: [staff('supervisor')], command: changeIncident },
  'POST /incidents/:id/messages': { who: [staff('supervisor')], command: sendIncidentMessage },
})
