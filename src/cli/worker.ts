import { parentPort, workerData } from 'node:worker_threads';
import { analyseShare, type Share } from './jobs.ts';

parentPort?.postMessage(await analyseShare(workerData as Share));
