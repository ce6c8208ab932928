/** Commands on requests and keys, and on the protocol's clock. */
import { readOnlyReason } from '../state/lab'
import { setRate, stepRound, togglePause } from '../state/lab-actions'
import { beginRequest, runRequest } from '../state/request-actions'
import { openSheet } from '../state/window-actions'
import { type Command, noNodes, SPEEDS } from './command'

export const REQUEST_COMMANDS: readonly Command[] = [
  {
    id: 'request.put',
    title: 'Put a key',
    group: 'Requests',
    keys: ['p'],
    run: () => beginRequest('put'),
    blocked: noNodes
  },
  {
    id: 'request.get',
    title: 'Get a key',
    group: 'Requests',
    keys: ['g'],
    run: () => beginRequest('get'),
    blocked: noNodes
  },
  {
    id: 'request.delete',
    title: 'Delete a key',
    group: 'Requests',
    keys: ['d'],
    run: () => beginRequest('delete'),
    blocked: noNodes
  },
  {
    id: 'request.run',
    title: 'Run the request',
    group: 'Requests',
    keys: ['ctrl+enter'],
    run: () => void runRequest(),
    blocked: noNodes
  },
  {
    id: 'key.generate',
    title: 'Generate keys…',
    group: 'Requests',
    run: () => openSheet('generate'),
    blocked: noNodes
  },
  {
    id: 'key.import',
    title: 'Import keys from a file…',
    group: 'Requests',
    run: () => openSheet('import'),
    blocked: noNodes
  }
]

export const CLOCK_COMMANDS: readonly Command[] = [
  {
    id: 'clock.pause',
    title: 'Pause or resume maintenance',
    group: 'Clock',
    keys: ['space'],
    run: () => void togglePause(),
    blocked: readOnlyReason
  },
  {
    id: 'clock.step',
    title: 'Step one stabilization round',
    group: 'Clock',
    keys: ['.'],
    run: () => void stepRound(),
    blocked: noNodes
  },
  ...SPEEDS.map(({ rate, label }): Command => ({
    id: `clock.rate.${label}`,
    title: `Speed ${label}`,
    group: 'Clock',
    run: () => void setRate(rate),
    blocked: readOnlyReason
  })),
  { id: 'latency', title: 'Inject latency…', group: 'Clock', run: () => openSheet('latency'), blocked: readOnlyReason }
]
