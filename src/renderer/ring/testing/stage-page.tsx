/** The stage and the timeline alone, on a drawn ring: `?nodes=64&scene=crash&rate=400&theme=light`. */
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../../style/tokens.css'
import '../../style/base.css'
import '../../style/controls.css'
import { connect } from '../../state/door-session'
import { selectNode } from '../../state/window-actions'
import { windowStore } from '../../state/lab'
import { setSpacing } from '../../state/window-actions'
import { TimelineDrawer } from '../../timeline/timeline'
import { exportPicture } from '../export-picture'
import { Stage } from '../stage'
import { crashScene, joinScene, pictureLookup, PICTURED_IDS, sceneDoor, sendPast, sendTraffic } from './scene-door'

const wanted = new URLSearchParams(location.search)
document.documentElement.dataset.theme = wanted.get('theme') ?? 'dark'
document.documentElement.dataset.width = innerWidth >= 1280 ? 'full' : 'narrow'
document.documentElement.dataset.height = innerHeight >= 800 ? 'tall' : 'short'
const scene = wanted.get('scene') ?? 'live'
const door = sceneDoor(scene === 'empty' ? 0 : Number(wanted.get('nodes') ?? 16), Number(wanted.get('keys') ?? 200))
setSpacing(wanted.get('spacing') === 'even' ? 'even' : 'true')
connect(door)
createRoot(document.getElementById('root') as HTMLElement).render(
  <>
    <div id="stage">
      <Stage />
    </div>
    <div id="drawer">
      <TimelineDrawer />
    </div>
  </>
)

if (scene !== 'empty') sendPast(door)
const chosen = wanted.get('select')
if (chosen !== null)
  selectNode(door.state.nodes.find((node) => node.id.startsWith(chosen))?.id ?? PICTURED_IDS[0] ?? '')
if (scene === 'crash') crashScene(door)
if (scene === 'join') joinScene(door, Number(wanted.get('moved') ?? 17))
if (scene === 'joined') joinScene(door, 30, 'done')
if (scene === 'lookup') windowStore.update((state) => ({ ...state, shownLookup: pictureLookup() }))
const rate = Number(wanted.get('rate') ?? 0)
if (rate > 0) sendTraffic(door, rate)
Object.assign(globalThis, { sceneDoor: door, exportPicture, joinScene, crashScene, pictureLookup, selectNode })
