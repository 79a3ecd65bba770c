import { parentPort, workerData } from 'node:worker_threads'
import { holidaysOf } from './holidays-of.ts'

/** Runs beside the program: reads an iCal file and hands back its days off, or why it did not. */
const { text, zone, now } = workerData as { text: string; zone: string; now: Date }

parentPort?.postMessage(holidaysOf(text, zone, now))
