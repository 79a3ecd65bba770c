import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { deliveryRoutes } from './routes.ts'
import { deliveriesPersonal } from './personal.ts'

filesAreHeldIn('delivery_proof', 'photo_file_id')

export const deliveriesModule = defineModule({
  name: 'deliveries',
  personal: deliveriesPersonal,
  routes: [deliveryRoutes],
  reactions,
})
