import { defineModule } from '#platform/module'
import { apiKeys } from './api-keys/authenticate-api-key.ts'
import { closeAbandonedImports } from './imports/close-abandoned.ts'
import { connectionRoutes, shipmentRoutes } from './routes.ts'
import { handleWebhook } from './webhooks/handle-webhook.ts'
import { connectionsPersonal } from './personal.ts'

export const connectionsModule = defineModule({
  name: 'connections',
  personal: connectionsPersonal,
  routes: [connectionRoutes, shipmentRoutes],
  jobs: [handleWebhook],
  schedules: [closeAbandonedImports],
  authenticators: [apiKeys],
})
